import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';

interface Props {
  title: string;
  keys: string[];
  chosen: string;
  choose: (key: string) => void;
  /** Null where nothing may be changed. */
  add: ((key: string) => void) | null;
  words: { choose: string; key: string; hint: string; add: string; taken: string; wrong: string };
}

/** The parts of one kind that a draft has (forms, decisions): one is chosen, new ones get a key. */
export function PartList({ title, keys, chosen, choose, add, words }: Props): ReactNode {
  const [key, setKey] = useState('');
  const wrong = key === '' ? null : keys.includes(key) ? words.taken : /^[a-z0-9][a-z0-9-]*$/.test(key) ? null : words.wrong;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (key === '' || wrong) return;
    add?.(key);
    setKey('');
  };
  return (
    <div className="studio-parts">
      <h2>{title}</h2>
      {keys.length > 0 && <NativeSelect label={words.choose} value={chosen} data={keys} onChange={(event) => choose(event.currentTarget.value)} />}
      {add && (
        <form onSubmit={submit}>
          <TextInput label={words.key} description={words.hint} value={key} error={wrong} onChange={(event) => setKey(event.currentTarget.value)} />
          <Button type="submit" variant="default" disabled={key === '' || wrong !== null}>{words.add}</Button>
        </form>
      )}
    </div>
  );
}
