import { askedPapers } from './asked-papers.js';

const paper = (code: string, name: string, more: object = {}) => ({ id: `id-${code}`, code, name, direction: 'in' as const, compartment: null, ...more });
const PAPERS = [paper('don', 'Đơn đề nghị'), paper('ban-do', 'Bản đồ địa chính'), paper('ct01', 'Tờ khai CT01', { compartment: 'police' }), paper('gcn', 'Giấy chứng nhận', { direction: 'out' })];

describe('papers asked for again', () => {
  it.each([
    ['by code', ['don'], ['don']],
    ['by code with a note', ['ban-do: mờ, không đọc được'], ['ban-do']],
    ['by name in a sentence, without accents', ['Bổ sung ban do dia chinh có dấu'], ['ban-do']],
    ['of a closed compartment by id alone', ['Tờ khai CT01'], ['id-ct01']],
    ['not what the office made itself', ['Giấy chứng nhận'], []],
    ['not by a part of a word', ['Đơn đề nghịch'], []],
    ['not what was never handed in', ['Ảnh 3x4'], []],
  ])('are found %s', (_how, items, found) => {
    expect(askedPapers(items, PAPERS)).toEqual(found);
  });
});
