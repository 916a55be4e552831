import { mayMove, movesOfStep, stateOfStop } from './dossier-states.js';

const step = { milestones: [], waiting: false, ended: false };
const states = (moves: { to: number }[]): number[] => moves.map((move) => move.to);

describe('states of a dossier', () => {
  it.each([3, 7, 8, 10])('never leave the final state %i', (final) => {
    for (let to = 1; to <= 10; to++) expect(mayMove(final, to)).toBe(false);
  });

  it('let a resolved dossier only be returned', () => {
    expect(mayMove(9, 10)).toBe(true);
    for (const to of [2, 4, 5, 6, 7, 8]) expect(mayMove(9, to)).toBe(false);
  });

  it('know the two stops that the citizen can end', () => {
    expect([stateOfStop('supplement'), stateOfStop('payment'), stateOfStop('site_survey')]).toEqual([5, 6, null]);
  });
});

describe('moves of a step', () => {
  it('follow the milestones in order with their results', () => {
    const milestones = [{ state: 9, result: 'granted' }, { state: 10, result: null }];

    expect(movesOfStep(4, { ...step, milestones })).toEqual([{ to: 9, result: 'granted' }, { to: 10, result: null }]);
  });

  it('resolve before they return, also where the diagram forgets', () => {
    expect(states(movesOfStep(4, { ...step, milestones: [{ state: 10, result: 'granted' }] }))).toEqual([9, 10]);
  });

  it('end a diagram without milestones properly', () => {
    expect(states(movesOfStep(2, { ...step, ended: true }))).toEqual([9, 10]);
  });

  it('leave a refused dossier refused when its process ends', () => {
    expect(states(movesOfStep(2, { ...step, milestones: [{ state: 3, result: null }], ended: true }))).toEqual([3]);
  });

  it('do not go on working while the citizen is still waited for', () => {
    const milestones = [{ state: 4, result: null }];

    expect(movesOfStep(5, { ...step, milestones, waiting: true })).toEqual([]);
    expect(states(movesOfStep(5, { ...step, milestones }))).toEqual([4]);
  });
});
