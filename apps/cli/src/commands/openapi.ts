import { createHttpApp } from '../../../api/src/http-app.js';
import { openApiOf } from '../../../api/src/openapi.js';
import { keepFile } from '../keep-file.js';
import { withScratchPlatform } from '../scratch-platform.js';

/** Writes, or with `--check` compares, the OpenAPI document of the routes as they are. */
export async function openapi(options: { check?: boolean }): Promise<void> {
  const document = await withScratchPlatform(async (platform) => openApiOf(await createHttpApp(platform)));
  await keepFile('docs/openapi.json', `${JSON.stringify(document, null, 1)}\n`, options.check ?? false, 'npm run lienthong -- openapi');
}
