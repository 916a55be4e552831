import { and, boundary, call, caught, chain, duration, end, forEach, messageRoot, procedure, start, stopsUntil, user } from '../integration/diagram.js';

/** A component, so that instances call instances while they are injured. */
export const COMPONENT = procedure('tra-sau-bao', start('s') + user('tra') + end('e') + chain('s', 'tra', 'e'), { kind: 'component' });

/**
 * Four branches at once: a task with a reminder two seconds later, a task for each plot, a timer of two seconds, a wait for the citizen
 * that stops the clock; then a signature and a called component.
 */
export const JOURNEY = procedure(
  'trong-bao',
  start('s') + user('nhan') + and('f') +
    user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 3 }) + boundary('nhacSau', 'thue', duration('PT2S'), false) + user('nhac') + end('daNhac') +
    user('thua', { agency: 'land_registry', role: 'chuyen-vien', budget: 2, inner: forEach('=thua', 'mot') }) +
    caught('cho', duration('PT2S')) + user('sauCho') + stopsUntil('phi', 'da-nop', 'payment', 'thong-bao') +
    and('j') + user('ky', { agency: 'leadership', role: 'lanh-dao' }) + call('c', 'tra-sau-bao') + end('e') +
    chain('s', 'nhan', 'f', 'thue', 'j', 'ky', 'c', 'e') + chain('f', 'thua', 'j') + chain('f', 'cho', 'sauCho', 'j') + chain('f', 'phi', 'j') + chain('nhacSau', 'nhac', 'daNhac'),
  { roots: messageRoot('da-nop') },
);

/** What most people come for: a desk, two seconds, a signature. Cheap enough for thousands. */
export const SHORT = procedure(
  'nhanh-trong-bao',
  start('s') + user('nhan') + caught('cho', duration('PT2S')) + user('ky', { agency: 'leadership', role: 'lanh-dao' }) + end('e') + chain('s', 'nhan', 'cho', 'ky', 'e'),
);

/** Steps that time alone decides about: they may be opened or not. */
export const BY_TIME = new Set(['nhac']);
