import { text } from '#kernel';
import { type History, officersOf, textOf } from '../history.js';
import type { GuardRule } from '../rule.js';

/** Asking once more for a paper that was ticked as received. */
export const repeatedSupplement: GuardRule = {
  code: 'repeated-supplement',
  title: text('Yêu cầu bổ sung lại giấy tờ đã nhận', 'Supplement of a paper that had been received'),
  explanation: text(
    'Việc hướng dẫn bổ sung chỉ làm một lần, đầy đủ. Yêu cầu lần sau lại gồm giấy tờ đã đánh dấu là đã nhận cho thấy danh mục ghi lúc nhận không đúng, hoặc yêu cầu chỉ để dừng đồng hồ.',
    'Papers are asked for once, completely. A further request for a paper that was ticked as received means that the list of the receipt was wrong, or that the request only stops the clock.',
  ),
  severity: 'medium',
  owner: 'agency_leader',
  on: ['form.issued'],
  thresholds: [{ name: 'from', label: text('Tính từ lần yêu cầu thứ', 'From which request on'), delivered: 2, min: 1, max: 5 }],
  find: (history, limit) =>
    history.all('form.issued').filter((entry) => textOf(entry, 'form') === 'form-02').flatMap((form, index, all) => {
      const again = Array.isArray(form.data['askedAgain']) ? form.data['askedAgain'].map(String) : [];
      if (index + 1 < limit('from') || again.length === 0) return [];
      const open = again.filter((one) => !isId(one));
      const facts = { time: index + 1, number: textOf(form, 'number'), papers: open.join(', '), closed: again.length - open.length };
      return [{ key: `${history.code}:${form.seq}`, agency: form.agency ?? history.agency, persons: officersOf(form), at: form.at, evidence: [ticked(history, again, form.seq), ...all.slice(0, index), form], facts }];
    }),
  tell: ({ time, number, papers, closed }) => {
    const hidden = closed ? text(papers ? ' và giấy tờ của ngăn riêng' : 'giấy tờ của ngăn riêng', papers ? ' and papers of a closed compartment' : 'papers of a closed compartment') : text('', '');
    return text(`Phiếu bổ sung lần ${time} (${number}) yêu cầu lại giấy tờ đã nhận: ${papers}${hidden.vi}.`, `Supplement request no. ${time} (${number}) asks again for what had been received: ${papers}${hidden.en}.`);
  },
};

/** Where the paper was ticked: when it was added, else at the receipt. */
const ticked = (history: History, again: readonly string[], before: number): History['received'] =>
  history.all('paper.added').findLast(({ seq, data }) => seq < before && (again.includes(String(data['code'])) || again.includes(String(data['paper'])))) ?? history.received;

const isId = (paper: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(paper);
