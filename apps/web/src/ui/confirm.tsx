import { Button, Modal, Textarea } from '@mantine/core';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { ProblemNote } from './states.js';
import { ui } from './words.js';

interface Props {
  title: string;
  submit: string;
  close: () => void;
  run: () => void;
  busy: boolean;
  error: unknown;
  /** Paths of mistakes that stand at their fields already. */
  shown?: readonly string[];
  danger?: boolean;
  /** For a table inside it. */
  wide?: boolean;
  children: ReactNode;
}

/** A small form over the page for one command; refusals are shown inside it and what was typed stays. */
export function CommandDialog({ title, submit, close, run, busy, error, shown, danger, wide, children }: Props): ReactNode {
  const t = useWords(ui);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    run();
  };
  return (
    <Modal opened onClose={close} title={title} {...(wide && { size: 'xl' })} centered closeButtonProps={{ 'aria-label': t('cancel') }} transitionProps={{ duration: 0 }}>
      <form className="stack" onSubmit={onSubmit}>
        {children}
        <ProblemNote error={error} {...(shown && { shown })} />
        <div className="actions end">
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
          <Button type="submit" loading={busy} {...(danger && { color: 'late' })}>{submit}</Button>
        </div>
      </form>
    </Modal>
  );
}

interface ReasonProps extends Omit<Props, 'children' | 'run'> {
  label: string;
  hint?: string;
  run: (reason: string) => void;
}

/** A command that needs nothing but its reason. */
export function ReasonDialog({ label, hint, run, ...dialog }: ReasonProps): ReactNode {
  const [reason, setReason] = useState('');
  return (
    <CommandDialog {...dialog} run={() => run(reason)}>
      <Textarea label={label} description={hint} required autosize={false} rows={3} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </CommandDialog>
  );
}
