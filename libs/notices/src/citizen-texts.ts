import { type Text, text } from '#kernel';
import { when } from './notice-texts.js';

/** What is written to a citizen. The subject alone is the text of a short message. */
export interface Letter {
  subject: Text;
  body: Text;
}

export interface PromiseFacts {
  code: string;
  procedure: Text;
  dueAt: Date | null;
}

export function receivedLetter({ code, procedure, dueAt }: PromiseFacts): Letter {
  const due = dueAt && when(dueAt);
  const promise = due ? text(`, hẹn trả kết quả lúc ${due.vi}`, `, result due at ${due.en}`) : text('', '');
  return {
    subject: text(`Đã tiếp nhận hồ sơ ${code}${promise.vi}`, `Dossier ${code} was received${promise.en}`),
    body: text(
      `Hồ sơ ${code} về thủ tục “${procedure.vi}” đã được tiếp nhận${promise.vi}. Ông/bà giữ giấy tiếp nhận để nhận kết quả.`,
      `Dossier ${code} for “${procedure.en}” was received${promise.en}. Please keep the receipt for collecting the result.`,
    ),
  };
}

export const supplementLetter = ({ code }: PromiseFacts, reason: string): Letter => ({
  subject: text(`Hồ sơ ${code} cần bổ sung giấy tờ`, `Dossier ${code} needs further papers`),
  body: text(
    `Để tiếp tục giải quyết hồ sơ ${code}, đề nghị ông/bà bổ sung: ${reason}. Thời gian chờ bổ sung không tính vào thời hạn giải quyết.`,
    `To go on with dossier ${code}, please supplement: ${reason}. The time until then does not count against the limit.`,
  ),
});

export const paymentLetter = ({ code }: PromiseFacts, reason: string): Letter => ({
  subject: text(`Hồ sơ ${code} chờ thực hiện nghĩa vụ tài chính`, `Dossier ${code} waits for a payment`),
  body: text(
    `Hồ sơ ${code} cần thực hiện nghĩa vụ tài chính: ${reason}. Thời gian chờ nộp không tính vào thời hạn giải quyết.`,
    `Dossier ${code} needs a payment: ${reason}. The time until then does not count against the limit.`,
  ),
});

export const apologyLetter = ({ code, procedure, dueAt }: PromiseFacts, appointment: Date, reason: string): Letter => {
  const [promised, fresh] = [dueAt && when(dueAt), when(appointment)];
  const before = promised ? text(` (đã hẹn ${promised.vi})`, ` (promised for ${promised.en})`) : text('', '');
  return {
    subject: text(`Xin lỗi vì chậm trả kết quả hồ sơ ${code}, hẹn lại lúc ${fresh.vi}`, `We apologise: dossier ${code} is late, the new appointment is ${fresh.en}`),
    body: text(
      `Kết quả hồ sơ ${code} về thủ tục “${procedure.vi}” chưa trả được đúng hẹn${before.vi}. Lý do: ${reason} Chúng tôi xin lỗi ông/bà và hẹn trả kết quả lúc ${fresh.vi}.`,
      `The result of dossier ${code} for “${procedure.en}” cannot be given as promised${before.en}. Reason: ${reason} We apologise; the new appointment is ${fresh.en}.`,
    ),
  };
};

export const extensionLetter = ({ code, procedure }: PromiseFacts, { from, to, document, reason }: { from: Date | null; to: Date; document: string; reason: string }): Letter => {
  const [promised, fresh] = [from && when(from), when(to)];
  const before = promised ? text(` (đã hẹn ${promised.vi})`, ` (promised for ${promised.en})`) : text('', '');
  return {
    subject: text(`Gia hạn hồ sơ ${code}, hẹn trả kết quả lúc ${fresh.vi}`, `The limit of dossier ${code} was extended: result due at ${fresh.en}`),
    body: text(
      `Thời hạn giải quyết hồ sơ ${code} về thủ tục “${procedure.vi}”${before.vi} được gia hạn theo văn bản ${document}: ${reason} Kết quả được hẹn trả lúc ${fresh.vi}.`,
      `The limit of dossier ${code} for “${procedure.en}”${before.en} was extended by ${document}: ${reason} The result is due at ${fresh.en}.`,
    ),
  };
};

export const resolvedLetter = ({ code, procedure }: PromiseFacts): Letter => ({
  subject: text(`Hồ sơ ${code} đã có kết quả`, `The result of dossier ${code} is ready`),
  body: text(
    `Hồ sơ ${code} về thủ tục “${procedure.vi}” đã giải quyết xong. Mời ông/bà mang giấy tiếp nhận đến nơi đã nộp hồ sơ để nhận kết quả.`,
    `Dossier ${code} for “${procedure.en}” is settled. Please bring the receipt to the desk that received it to collect the result.`,
  ),
});
