import { dumpSchema } from '#platform';
import { withScratchPlatform } from '../scratch-platform.js';
import { keepFile } from '../keep-file.js';

/** Writes, or with `--check` compares, the schema that the migrations make, so that a change of it is seen in review. */
export async function schema(options: { check?: boolean }): Promise<void> {
  const sql = await withScratchPlatform((platform) => dumpSchema(platform.dataSource));
  await keepFile('migrations/schema.sql', sql, options.check ?? false, 'npm run lienthong -- schema');
}
