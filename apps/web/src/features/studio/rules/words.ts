import { words } from '../../../i18n/words.js';

export const ruleWords = words(
  { title: 'Luật của sơ đồ', unknown: 'Không có trang về luật này.', all: 'Mọi luật' },
  { title: 'Rules for diagrams', unknown: 'There is no page about this rule.', all: 'All rules' },
);
