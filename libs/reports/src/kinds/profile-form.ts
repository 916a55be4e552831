import { type Text, text } from '#kernel';

/** A form of a legal profile, and the circular that it is from. */
export interface FormOfProfile {
  form: { number: string; title: Text } | null;
  basis: string;
}

export const formText = ({ form, basis }: FormOfProfile): Text => text(`Mẫu số ${form?.number} (${basis})`, `Form ${form?.number} (${basis})`);
