import { words } from '../../i18n/words.js';

export const apologies = words(
  {
    title: 'Xin lỗi, hẹn lại', lead: 'Hồ sơ không kịp hẹn: cơ quan làm chậm xin lỗi công dân và hẹn lại một lần, trước khi ký kết quả. Hạn cũ giữ nguyên, vẫn tính là quá hạn.', parts: 'Mục', open: 'Cần ký', sent: 'Đã gửi', missing: 'Trả muộn, không xin lỗi', calls: 'Cần gọi điện',
    none: 'Không có văn bản nào', dossier: 'Hồ sơ', agency: 'Cơ quan xin lỗi', due: 'Hạn đã hẹn', appointment: 'Hẹn lại', reason: 'Lý do', work: 'Việc', sign: 'Xem và ký…', draft: 'Soạn…', print: 'In văn bản', signTitle: 'Xin lỗi và hẹn lại', signNow: 'Ký và gửi', save: 'Lưu bản soạn', signedBy: 'Người ký', proposed: 'đề nghị',
    appointmentDay: 'Ngày hẹn lại', appointmentTime: 'Giờ', badTime: 'Giờ như 17:00', hint: 'Công dân nhận đúng lời này qua tin nhắn, thư điện tử và bản in; chỉ gửi được một lần.', noCalls: 'Không có cuộc gọi nào', who: 'Gọi cho', phone: 'Số điện thoại', why: 'Việc gì', called: 'Đã gọi…', calledTitle: 'Ghi nhận cuộc gọi', outcome: 'Kết quả cuộc gọi', record: 'Ghi nhận', showCalled: 'Cuộc gọi đã ghi nhận', showOpen: 'Cuộc gọi còn phải làm', since: 'Từ',
    card: 'Xin lỗi công dân', cardSent: '{agency} đã xin lỗi lúc {at}, hẹn lại {appointment}.', cardOpen: '{agency} cần ký văn bản xin lỗi trước khi ký kết quả.', toList: 'Mở danh sách',
  },
  {
    title: 'Apologies', lead: 'A dossier that will not be in time: the agency at fault apologises and makes one new appointment, before the result is signed. The old date stays and lateness counts from it.', parts: 'Part', open: 'To be signed', sent: 'Sent', missing: 'Settled late without one', calls: 'To be called',
    none: 'None', dossier: 'Dossier', agency: 'Agency that apologises', due: 'Promised for', appointment: 'New appointment', reason: 'Reason', work: 'Work', sign: 'Read and sign…', draft: 'Draft…', print: 'Print', signTitle: 'Apology and new appointment', signNow: 'Sign and send', save: 'Save the draft', signedBy: 'Signed by', proposed: 'proposed',
    appointmentDay: 'New day', appointmentTime: 'Time', badTime: 'A time as 17:00', hint: 'The citizen gets these words by message, mail and on paper; it can be sent once.', noCalls: 'No calls', who: 'Call', phone: 'Telephone', why: 'About', called: 'Called…', calledTitle: 'Mark the call', outcome: 'What came of it', record: 'Mark', showCalled: 'Calls made', showOpen: 'Calls to make', since: 'Since',
    card: 'Apology', cardSent: '{agency} apologised at {at}; the new appointment is {appointment}.', cardOpen: '{agency} has to sign the apology before the result is signed.', toList: 'Open the list',
  },
);
