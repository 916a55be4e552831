export { HELD } from './hold-notices.js';
export { NOTICE_MESSAGE } from './deliver-messages.js';
export { NoticesModule } from './notices.module.js';
export { type NoticePage, Notices } from './notices.js';
