import classes from './Brand.module.css'

const seeds = Array.from({ length: 10 }, (_, i) => (i * Math.PI) / 5)

/** A slice of kiwi with the product's name. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <circle cx="16" cy="16" r="15" fill="#7a6442" />
        <circle cx="16" cy="16" r="13.2" fill="#94b84c" />
        <ellipse cx="16" cy="16" rx="5" ry="4.2" fill="#f3f7e8" />
        {seeds.map((angle) => (
          <ellipse
            key={angle}
            cx={16 + 8 * Math.cos(angle)}
            cy={16 + 8 * Math.sin(angle)}
            rx="1.5"
            ry="0.8"
            transform={`rotate(${(angle * 180) / Math.PI} ${16 + 8 * Math.cos(angle)} ${16 + 8 * Math.sin(angle)})`}
            fill="#26301a"
          />
        ))}
      </svg>
      <span className={classes.name}>
        Kiwwwi <span className={classes.erp}>VASCO</span>
      </span>
    </span>
  )
}
