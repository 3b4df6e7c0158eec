import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import type { Figures } from '@/features/dashboard/api/dashboard'
import { useFormat } from '@/lib/format/useFormat'

/** Orders received and synced in each of the last 24 hours; a table for those who do not see the chart. */
export default function Hours({ hours }: { hours: Figures['hours'] }) {
  const { t } = useTranslation('dashboard')
  const { moment } = useFormat()
  const received = t('hours.received')
  const synced = t('hours.synced')
  const data = hours.map((hour) => ({ hour: moment(hour.from, 'hour'), [received]: hour.received, [synced]: hour.synced }))
  return (
    <>
      <div aria-hidden="true" style={{ height: '100%' }}>
        <BarChart
          h="100%"
          data={data}
          dataKey="hour"
          series={[
            { name: received, color: 'var(--chart-received)' },
            { name: synced, color: 'var(--chart-synced)' },
          ]}
          withLegend
          legendProps={{ verticalAlign: 'top', height: 34, itemSorter: null }}
          gridAxis="x"
          tickLine="none"
          xAxisProps={{ interval: 3, tickMargin: 6 }}
          yAxisProps={{ width: 34, allowDecimals: false }}
          barProps={{ isAnimationActive: false, radius: [2, 2, 0, 0] }}
          maxBarWidth={9}
          barChartProps={{ barGap: 1, accessibilityLayer: false }}
        />
      </div>
      {/* A table takes the room it needs whatever its style says; the box around it hides it. */}
      <div className="visually-hidden">
        <table>
          <caption>{t('hours.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('hours.hour')}</th>
              <th scope="col">{received}</th>
              <th scope="col">{synced}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map((hour) => (
              <tr key={hour.from}>
                <th scope="row">{moment(hour.from, 'hour')}</th>
                <td>{hour.received}</td>
                <td>{hour.synced}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
