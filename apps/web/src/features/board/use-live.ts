import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { address } from '../../api/client.js';
import { BOARD } from './board-queries.js';

export type Live = 'connecting' | 'live' | 'lost';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** However much happens, the board is read again no more often; with what the server gathers and counts a step is still seen within a second. */
const READ_PAUSE_MS = 450;

/** Reads the board again whenever the server says that something of it changed. A lost connection is tried again, each time after a longer pause. */
export function useLive(): Live {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>('connecting');
  useEffect(() => {
    let source: EventSource | null = null;
    let pause = FIRST_PAUSE_MS;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let reading: ReturnType<typeof setTimeout> | undefined;
    let lastRead = 0;

    const read = (): void => {
      reading = undefined;
      lastRead = Date.now();
      void queries.invalidateQueries({ queryKey: [BOARD] });
    };
    const changed = (): void => { reading ??= setTimeout(read, Math.max(0, lastRead + READ_PAUSE_MS - Date.now())); };
    const connect = (): void => {
      source = new EventSource(address(`${BOARD}/events`));
      source.addEventListener('changed', changed);
      source.addEventListener('again', changed);
      source.onopen = () => {
        pause = FIRST_PAUSE_MS;
        setLive('live');
      };
      source.onerror = () => {
        setLive('lost');
        // While it is connecting the browser tries by itself; what was refused is tried here.
        if (source?.readyState !== EventSource.CLOSED) return;
        retry = setTimeout(connect, pause * (0.75 + Math.random() / 2));
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
      };
    };
    connect();
    return () => {
      clearTimeout(retry);
      clearTimeout(reading);
      source?.close();
    };
  }, [queries]);
  return live;
}
