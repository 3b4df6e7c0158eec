import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Shows the part of the page that the address points at, once that part is there. */
export function useScrollToHash() {
  const { hash } = useLocation()
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView({ block: 'start' })
  }, [hash])
}
