import { diffOf, proposeMapping } from './element-mapping.js';

const user = (element: string, name: string | null = null) => ({ element, type: 'bpmn:UserTask', name });
const event = (element: string, name: string | null = null) => ({ element, type: 'bpmn:EndEvent', name });

describe('a proposed mapping', () => {
  it('takes the same id and type first, then the only one of the same name and type', () => {
    const from = [user('a', 'Nhận'), user('b', 'Ký'), user('x', 'Trả'), event('e')];
    const to = [user('a', 'Ký'), user('c', 'Ký'), user('y', 'Trả'), event('e'), user('z')];
    const mapping = proposeMapping(from, to);
    expect(mapping).toEqual({ ok: true, value: { a: 'a', x: 'y', e: 'e' } });
    expect(diffOf(from, to, mapping.ok ? mapping.value : {})).toEqual({
      kept: [user('a', 'Ký'), event('e')], moved: [{ from: user('x', 'Trả'), to: user('y', 'Trả') }], removed: [user('b', 'Ký')], added: [user('c', 'Ký'), user('z')],
    });
  });

  it('leaves out another type under the same id, and names that are not unique', () => {
    expect(proposeMapping([user('a', 'Ký'), user('b', 'Ký'), user('c')], [event('a', 'Ký'), user('d', 'Ký'), user('e')])).toEqual({ ok: true, value: {} });
  });

  it('follows corrections, also to none', () => {
    expect(proposeMapping([user('a'), user('b'), user('c')], [user('a'), user('b'), user('d')], { a: 'd', b: null })).toEqual({ ok: true, value: { a: 'd' } });
  });

  it.each([
    ['an unknown element', { q: 'a' }, 'mapping.q'],
    ['an unknown counterpart', { a: 'q' }, 'mapping.a'],
    ['another type', { a: 'e' }, 'mapping.a'],
    ['one counterpart for two', { a: 'a', b: 'a' }, 'mapping'],
  ])('refuses corrections with %s', (_, corrections, path) => {
    expect(proposeMapping([user('a'), user('b'), event('e')], [user('a'), event('e')], corrections)).toMatchObject({ ok: false, rejection: { code: 'invalid_input', errors: [{ path }] } });
  });
});
