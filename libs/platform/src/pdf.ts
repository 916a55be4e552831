import { type RenderOptions, toSVG } from 'bwip-js/node';
import { createRequire } from 'node:module';
import path from 'node:path';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

/** Roboto as it ships with pdfmake: it has every Vietnamese letter, and is embedded in the file. */
const FONTS = path.join(path.dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'build', 'fonts', 'Roboto');

const font = (face: string): string => path.join(FONTS, `Roboto-${face}.ttf`);

pdfmake.setFonts({ Roboto: { normal: font('Regular'), bold: font('Medium'), italics: font('Italic'), bolditalics: font('MediumItalic') } });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((file) => path.dirname(file) === FONTS);

/** Draws a sheet. Nothing is fetched and no file but the fonts is read, whatever a text in it says. */
export async function toPdf(definition: TDocumentDefinitions): Promise<Buffer> {
  return pdfmake.createPdf(definition).getBuffer();
}

/** Square code of `text` as lines, so that any printer gives it sharp. */
export const qrCode = (text: string): string => toSVG(qrOptions(text));

/** Correction level M survives a fold. The option is the symbol's own, which the library's types leave out. */
const qrOptions = (text: string): RenderOptions => Object.assign({ bcid: 'qrcode', text }, { eclevel: 'M' });
