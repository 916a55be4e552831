import { RunningProduct } from './running-product.js';

/* One server gives the page, its files and the interface: which address is whose. */

let product: RunningProduct;
beforeAll(async () => {
  product = await RunningProduct.start();
});
afterAll(() => product.stop());

const asked = async (path: string, accept = 'text/html'): Promise<[number, string | undefined]> => {
  const { status, headers } = await fetch(product.url + path, { headers: { accept } });
  return [status, headers.get('content-type')?.split(';')[0]];
};

it.each(['/', '/cong-viec', '/ho-so/000.01-1', '/apiary'])('%s is the page', async (path) => {
  expect(await asked(path)).toEqual([200, 'text/html']);
});

it.each([['/api/v1/khong-co', 404], ['/api/v1/dossiers/%E0%A4%A', 400], ['/api/v1/public/dossiers/%E0%A4%A?secret=x', 400], ['/api/%00', 404], ['/health/khong-co', 404]])('%s is refused with a problem document', async (path, status) => {
  expect(await asked(path)).toEqual([status, 'application/problem+json']);
});

it('the page names files that are kept by browsers for good', async () => {
  const page = await (await fetch(product.url)).text();
  const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
  const { status, headers } = await fetch(product.url + script!);
  expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
});
