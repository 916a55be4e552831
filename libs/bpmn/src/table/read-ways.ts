import type { IsoTableRow } from '#contract';
import { plain } from './plain.js';

export interface ReadWays {
  /** What is left of the text when the ways are taken out. */
  activity: string;
  ways: IsoTableRow['ways'];
  /** Sentences that speak of a way which could not be read. */
  unread: string[];
}

const WHEN = /^[-–•+*\s]*(nếu|trường hợp|khi|đối với trường hợp)\s+/iu;
const STEP = /(?:bước|mục|số|b)\s*(?:số\s*)?(\d{1,3}(?:[a-z](?:\.\d+)?|\.\d+)?)\b/iu;
const GOES = /(chuyển|quay|trở|trả|thực hiện|sang|tiếp|về)/iu;
const ENDS = /(kết thúc|dừng|không giải quyết|từ chối|trả hồ sơ cho (công dân|người nộp|tổ chức))/iu;
const ON = /(bước tiếp theo|bước sau|thực hiện tiếp|tiếp tục)/iu;

/** Reads "Nếu … thì chuyển bước n; nếu không: kết thúc" and "Quay lại bước n". */
export function readWays(text: string): ReadWays {
  const found: ReadWays = { activity: '', ways: [], unread: [] };
  const kept: string[] = [];
  for (const sentence of sentences(text)) {
    const isChoice = WHEN.test(sentence);
    const step = STEP.exec(sentence)?.[1];
    const target = step !== undefined && GOES.test(sentence) ? step.toLowerCase() : null;
    if (!isChoice && (target === null || !/^[-–•+*\s]*(chuyển|quay|trở lại|trả lại|sau đó (chuyển|quay))/iu.test(sentence))) kept.push(sentence);
    else if (target !== null) found.ways.push(way(sentence, isChoice, [target], null));
    else if (ENDS.test(sentence)) found.ways.push(way(sentence, isChoice, [], endOf(sentence)));
    else if (ON.test(sentence)) found.ways.push(way(sentence, isChoice, [], null));
    else if (isChoice) {
      kept.push(sentence);
      if (/bước|chuyển/iu.test(sentence)) found.unread.push(sentence);
    } else kept.push(sentence);
  }
  return { ...found, activity: kept.join('. ').replace(/([:,.;!?])\. /g, '$1 ').replace(/\s+/g, ' ').trim() };
}

/** Sentences, and the alternatives inside one: "Nếu đủ thì …, nếu không thì …". */
const sentences = (text: string): string[] =>
  text
    .replace(/([,.;]|\s-)\s*(?=(nếu|trường hợp)\s)/giu, '\n')
    .split(/[;\n]+|\.(?=\s+\p{Lu})/u)
    .map((sentence) => sentence.trim().replace(/\.$/, ''))
    .filter(Boolean);

function way(sentence: string, isChoice: boolean, to: string[], end: string | null): IsoTableRow['ways'][number] {
  return { when: isChoice ? condition(sentence) : '', to, end, element: null };
}

/** "Nếu hồ sơ chưa đủ thì trả lại bước 1" is told as "hồ sơ chưa đủ". */
function condition(sentence: string): string {
  const said = sentence.replace(WHEN, '');
  const cut = said.search(/\s*[:,→]|\s+thì\s|\s+(chuyển|quay|trở lại|trả lại|trả hồ sơ|kết thúc|thực hiện|dừng|từ chối)\b/iu);
  const told = (cut > 0 ? said.slice(0, cut) : said).trim();
  return told.slice(0, 200) || plain(sentence);
}

const endOf = (sentence: string): string => (/từ chối|không giải quyết/iu.test(sentence) ? 'Từ chối giải quyết' : 'Kết thúc');
