import { parseBpmn } from './index.js';

const BPMN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">';

const messageOf = async (source: string | Buffer): Promise<string> => {
  const parsed = await parseBpmn(source);
  return parsed.ok ? 'read' : parsed.rejection.message.vi.replace(/^Không đọc được sơ đồ \(dòng \d+, cột \d+\): /, '');
};

describe('a file that is no BPMN is told for what it is', () => {
  it.each([
    ['DMN', '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', 'Đây là tệp DMN, không phải BPMN 2.0; hãy xuất lại từ công cụ đã vẽ dưới dạng BPMN 2.0.'],
    ['CMMN', '<c:definitions xmlns:c="http://www.omg.org/spec/CMMN/20151109/MODEL"/>', 'Đây là tệp CMMN'],
    ['XPDL', '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>', 'Đây là tệp XPDL'],
    ['BPMN before 2.0', '<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', 'Đây là tệp BPMN khác bản 2.0'],
    ['Visio', '<VisioDocument xmlns="http://schemas.microsoft.com/visio/2003/core"/>', 'Đây là tệp Visio'],
    ['a web page', '<html><body/></html>', 'Đây là tệp HTML'],
    ['another root of BPMN', '<process xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', 'phần tử gốc phải là <definitions>, tệp này bắt đầu bằng <process>.'],
    ['a root of nobody', '<a/>', 'Không phải BPMN 2.0: phần tử gốc là <a>.'],
    ['a zip archive', Buffer.from('504b0304140000000800', 'hex'), 'Đây là tệp nén (zip, Word, Excel, Visio)'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'Đây là tệp PDF'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'Đây là tệp ảnh'],
    ['an old Office file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Đây là tệp Office hoặc Visio cũ'],
    ['nothing', '', 'tệp rỗng'],
    ['JSON', '{"a": 1}', 'tệp này có thể không phải XML'],
    ['a tag left open', `${BPMN}<process></definitions>`, 'có thẻ đóng mà không có thẻ mở'],
    ['a file cut short', `${BPMN}<process`, 'thẻ <definitions> không được đóng'],
    ['a namespace that is not said', '<bpmn:definitions/>', 'tiền tố «bpmn» chưa được khai báo (xmlns)'],
    ['definitions of no namespace', '<definitions/>', 'không khai báo không gian tên (xmlns) của BPMN 2.0'],
    ['draw.io', '<mxfile/>', 'Đây là tệp draw.io'],
    ['a bare ampersand', `${BPMN}<!-- & -->\n<process name="A & B"/></definitions>`, 'dấu & phải viết là &amp;'],
    ['an entity', '<a b="&x;"/>', 'thực thể (&…;) chưa được khai báo'],
  ])('%s', async (_, source, words) => expect(await messageOf(source)).toContain(words));

  it('says where the ampersand stands', async () => {
    expect(await parseBpmn(`${BPMN}<!-- & -->\n<process name="A & B"/></definitions>`)).toMatchObject({ ok: false, rejection: { details: { line: 2, column: 18 } } });
  });
});
