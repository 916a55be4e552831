import { translate, words } from './words.js';

const inbox = words({ tasks: '{count} công việc', hello: 'Chào {name}' }, { tasks: '{count} task|{count} tasks', hello: 'Hello {name}' });

describe('translate', () => {
  it('puts values into the text of the language', () => {
    expect(translate(inbox, 'vi', 'hello', { name: 'Lan' })).toBe('Chào Lan');
    expect(translate(inbox, 'en', 'hello', { name: 'Lan' })).toBe('Hello Lan');
  });

  it('chooses the English form by the count and keeps the one Vietnamese form', () => {
    expect(translate(inbox, 'en', 'tasks', { count: 1 })).toBe('1 task');
    expect(translate(inbox, 'en', 'tasks', { count: 0 })).toBe('0 tasks');
    expect(translate(inbox, 'vi', 'tasks', { count: 1 })).toBe('1 công việc');
  });

  it('leaves a placeholder without a value as it is, so that the gap is seen', () => {
    expect(translate(inbox, 'en', 'hello')).toBe('Hello {name}');
  });
});
