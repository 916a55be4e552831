import { words } from '../../i18n/words.js';

export const openWords = words({ open: 'Sửa trong xưởng vẽ' }, { open: 'Revise in the studio' });
