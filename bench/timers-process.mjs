/* The whole product as a worker that fires wake-ups (see line.mjs). Arguments: database URL, Redis URL or nothing. */
import { serve } from './line.mjs';
import { openRooms } from './stand.mjs';

const [url, redisUrl] = process.argv.slice(2);
const product = await openRooms(url, { fires: true, redisUrl });
await serve(() => product.platform.wakeUps.count());
await product.close();
