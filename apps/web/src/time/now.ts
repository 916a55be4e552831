import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { clockQuery } from '../api/queries.js';

/** The product's present: the simulated clock where one runs, else this device's, drawn anew twice a minute. */
export function useNow(): Date {
  const clock = useQuery(clockQuery).data;
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return clock?.simulated ? new Date(clock.now) : now;
}
