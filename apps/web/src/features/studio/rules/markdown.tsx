import { Fragment, type ReactNode } from 'react';
import { type Block, blocksOf } from './blocks.js';

export function Markdown({ source }: { source: string }): ReactNode {
  return blocksOf(source).map((block, index) => <Fragment key={index}>{drawn(block)}</Fragment>);
}

function drawn(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading': return block.level <= 1 ? <h2>{inline(block.text)}</h2> : <h3>{inline(block.text)}</h3>;
    case 'code': return <pre tabIndex={0}><code>{block.text}</code></pre>;
    case 'list': return <ul>{block.items.map((item) => <li key={item}>{inline(item)}</li>)}</ul>;
    case 'text': return <p>{inline(block.text)}</p>;
  }
}

const PIECES = /(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/;

const inline = (text: string): ReactNode => text.split(PIECES).map((piece, index) => <Fragment key={index}>{pieceOf(piece)}</Fragment>);

function pieceOf(piece: string): ReactNode {
  if (piece.startsWith('`')) return <code>{piece.slice(1, -1)}</code>;
  if (piece.startsWith('**')) return <strong>{piece.slice(2, -2)}</strong>;
  const link = /^\[([^\]]+)\]\(([\w-]+)\.md\)$/.exec(piece);
  if (link) return <a href={`/quy-tac/${link[2]}`}>{link[1]}</a>;
  return /^\[([^\]]+)\]\(/.exec(piece)?.[1] ?? piece;
}
