import { Client } from 'pg';

/**
 * A connection whose loss ends no process. The server may cut it in the very packet that lets it in, or while its user rests between two
 * queries, when nobody listens yet or any more. Whoever uses it learns of it all the same: it takes no more queries, and the pool lets it go.
 */
export class SteadyClient extends Client {
  constructor(...settings: ConstructorParameters<typeof Client>) {
    super(...settings);
    this.on('error', () => undefined);
  }
}
