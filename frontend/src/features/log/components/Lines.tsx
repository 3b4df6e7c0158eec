import { useVirtualizer } from '@tanstack/react-virtual'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventLine } from '@/features/log/api/events'
import { useChosenShop } from '@/lib/shop/useShops'
import { Line } from './Line'
import classes from './Lines.module.css'

type Props = { lines: EventLine[]; onScrolled: (atTop: boolean) => void; ref: Ref<HTMLDivElement> }

const lineHeight = 33
const top = 8

/** Draws only the lines in sight: a log of thousands scrolls as one of ten. */
export function Lines({ lines, onScrolled, ref }: Props) {
  const { t } = useTranslation('log')
  const { shop, shops } = useChosenShop()
  const withShop = !shop && (shops?.length ?? 0) > 1
  const box = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => box.current!)
  // The compiler would keep what the virtualizer changes by itself.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (place) => lines[place]?.id ?? place,
    overscan: 12,
  })
  return (
    // A box that scrolls must be reachable without a mouse.
    <div
      ref={box}
      className={classes.box}
      role="log"
      aria-live="off"
      aria-label={t('title')}
      tabIndex={0}
      onScroll={({ currentTarget }) => onScrolled(currentTarget.scrollTop <= top)}
    >
      <ol className={classes.lines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index]
          return (
            line && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.item}
                style={{ transform: `translateY(${start}px)` }}
                aria-posinset={index + 1}
                aria-setsize={lines.length}
              >
                <Line line={line} withShop={withShop} />
              </li>
            )
          )
        })}
      </ol>
    </div>
  )
}
