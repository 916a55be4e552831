import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface MenuItem {
  id: string;
  label: string;
  hint?: string;
  /** Left out where the entry only tells something. */
  run?: () => void;
}

/** A button that opens a list. Arrow keys walk over it, Escape closes it and goes back to the button. */
export function MenuButton({ label, hint, items }: { label: string; hint?: string; items: MenuItem[] }): ReactNode {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('li button')?.focus();
    const outside = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'Escape') {
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const rows = [...(box.current?.querySelectorAll<HTMLElement>('li button') ?? [])];
      rows.at((rows.indexOf(document.activeElement as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)) % Math.max(rows.length, 1))?.focus();
    }
  };
  return (
    <div className="studio-menu" ref={box} onKeyDown={onKey}>
      <button type="button" className="studio-tool" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>{label} ▾</button>
      {open && (
        <div className="studio-menu-list" id={id}>
          {hint && <p className="sub">{hint}</p>}
          <ul>
            {items.map(({ id: key, label: name, hint: more, run }) => (
              <li key={key}>{run ? <button type="button" onClick={() => { setOpen(false); run(); }}><span className="strong">{name}</span>{more && <span className="sub">{more}</span>}</button> : <p><kbd>{name}</kbd> {more}</p>}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
