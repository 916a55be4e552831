import { slug } from '../read-model.js';
import { plain } from './plain.js';

export interface Paper {
  code: string;
  name: string;
}

const MAX = 30;

/** Papers of a cell: one a line, or parted by semicolons or dashes. */
export function readPapers(cell: string): Paper[] {
  const names = cell
    .split(/[\n;]+|(?:^|\s)[-–•+*]\s+/u)
    .map((name) => name.replace(/^\s*(\d+[.)]|[-–•+*])\s*/u, '').replace(/[.,]\s*$/, '').trim())
    .filter((name) => name.length > 1 && !/^(khong|k)$/.test(plain(name)));
  const papers = names.slice(0, MAX).map((name) => ({ code: slug(name).slice(0, 60).replace(/-$/, ''), name: name.slice(0, 300) }));
  return [...new Map(papers.filter(({ code }) => code !== '').map((paper) => [paper.code, paper])).values()];
}

/** What goes in rather than comes out, where one column holds both. */
export const isFilled = ({ name }: Paper): boolean => /^(mau|bieu mau|bm|don|to khai|ho so|giay to|thanh phan)\b/.test(plain(name));
