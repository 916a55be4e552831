import { text } from '#kernel';
import { officersOf, textOf } from '../history.js';
import type { GuardRule } from '../rule.js';

/** The citizen says late; the ledger says early. */
export const surveyContradicts: GuardRule = {
  code: 'survey-contradicts',
  title: text('Công dân nói trễ, sổ cái ghi sớm', 'The citizen says late, the ledger says early'),
  explanation: text(
    'Công dân đánh giá là nhận kết quả trễ hẹn trong khi sổ cái ghi giải quyết trước hạn: một trong hai không đúng thực tế.',
    'The citizen judged that the result came late, while the ledger has it resolved early: one of the two is not as it was.',
  ),
  severity: 'medium',
  owner: 'desk_head',
  on: ['dossier.surveyed'],
  thresholds: [{ name: 'onTime', label: text('Tính cả hồ sơ ghi đúng hạn (1 có, 0 không)', 'Also where the ledger says on time (1 yes, 0 no)'), delivered: 0, min: 0, max: 1 }],
  find: (history, limit) => {
    const [survey] = history.all('dossier.surveyed');
    const { resolved } = history;
    const outcome = resolved && textOf(resolved, 'outcome');
    if (!survey || !resolved || survey.data['timely'] !== 'late') return [];
    if (outcome !== 'early' && !(outcome === 'on_time' && limit('onTime') === 1)) return [];
    return [{ key: history.code, agency: resolved.agency ?? history.agency, persons: officersOf(resolved), at: survey.at, evidence: [resolved, survey], facts: { outcome, face: Number(survey.data['face']) } }];
  },
  tell: ({ outcome }) =>
    outcome === 'early'
      ? text('Công dân đánh giá trễ hẹn, sổ cái ghi trước hạn.', 'The citizen says late, the ledger says early.')
      : text('Công dân đánh giá trễ hẹn, sổ cái ghi đúng hạn.', 'The citizen says late, the ledger says on time.'),
};
