/** What the pages of `docs/rules` are written in: headings, paragraphs, lists, code. Nothing else is understood. */

export type Block = { kind: 'heading'; level: number; text: string } | { kind: 'code'; text: string } | { kind: 'list'; items: string[] } | { kind: 'text'; text: string };

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end < 0 ? undefined : end).join('\n') });
      at = end < 0 ? lines.length : end;
    } else blocks.push(...plain(line, blocks.at(-1), lines[at - 1]));
  }
  return blocks;
}

/** A line outside code; one that goes on with the block before is put into it. */
function plain(line: string, before: Block | undefined, lineBefore: string | undefined): Block[] {
  const heading = /^(#{1,4}) (.*)$/.exec(line);
  if (heading) return [{ kind: 'heading', level: heading[1]!.length, text: heading[2]! }];
  if (line.trim() === '') return [];
  const item = /^[-*] (.*)$/.exec(line);
  const goesOn = lineBefore !== undefined && lineBefore.trim() !== '';
  if (item && before?.kind === 'list' && goesOn) before.items.push(item[1]!);
  else if (item) return [{ kind: 'list', items: [item[1]!] }];
  else if (goesOn && before?.kind === 'text') before.text += ` ${line}`;
  else return [{ kind: 'text', text: line }];
  return [];
}
