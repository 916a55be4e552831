import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

/** What is being typed, told on after a pause: for lists that the server searches. */
export function useTyped(told: string, tell: (typed: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(told);
  useEffect(() => {
    const pause = setTimeout(() => typed !== told && tell(typed), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed]);
  return [typed, setTyped];
}
