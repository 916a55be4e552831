import { requestedItems } from './requested-items.js';

describe('items of a supplement request', () => {
  it.each([
    ['a list of sentences', ['Bản trích đo', ' Chữ ký '], ['Bản trích đo', 'Chữ ký']],
    ['papers with a note', [{ code: 'don', name: 'Đơn', note: 'thiếu chữ ký' }, { code: 'ct01' }], ['Đơn: thiếu chữ ký', 'ct01']],
    ['an object that holds the list', { form: 'form-02', items: ['Đơn'] }, ['Đơn']],
    ['lines of a text', 'Đơn xin\nBản đồ; Ảnh', ['Đơn xin', 'Bản đồ', 'Ảnh']],
    ['one sentence', 'Bản gốc giấy chứng sinh', ['Bản gốc giấy chứng sinh']],
    ['the kind of a document', 'form-02', []],
    ['nothing that is asked for', { number: '12/BPTNTKQ' }, []],
    ['nothing at all', null, []],
  ])('are read from %s', (_what, evidence, items) => {
    expect(requestedItems(evidence)).toEqual(items);
  });
});
