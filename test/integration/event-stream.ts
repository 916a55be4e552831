export interface HeardEvent {
  id: string;
  event: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into events of every shape
  data: any;
}

/** Server-sent events as a page hears them. */
export class EventReader {
  #text = '';

  private constructor(
    readonly status: number,
    private readonly reader: ReadableStreamDefaultReader<string> | null,
    private readonly gone: AbortController,
  ) {}

  static async open(url: string, token: string, last?: string): Promise<EventReader> {
    const gone = new AbortController();
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, ...(last && { 'last-event-id': last }) }, signal: gone.signal });
    return new EventReader(response.status, response.body?.pipeThrough(new TextDecoderStream()).getReader() ?? null, gone);
  }

  close(): void {
    this.gone.abort();
  }

  /** The next event; null when the stream has ended. */
  async next(): Promise<HeardEvent | null> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await this.reader!.read();
        if (done) return null;
        this.#text += value;
        continue;
      }
      const fields = new Map(this.#text.slice(0, end).split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      this.#text = this.#text.slice(end + 2);
      if (fields.has('event')) return { id: fields.get('id') ?? '', event: fields.get('event')!, data: JSON.parse(fields.get('data') ?? 'null') };
    }
  }

  /** The first event that tells of the dossier. */
  async about(dossier: string): Promise<HeardEvent> {
    for (;;) {
      const heard = await this.next();
      if (!heard) throw new Error(`the stream ended before it told of ${dossier}`);
      if (heard.data?.dossiers?.includes(dossier)) return heard;
    }
  }
}
