/* Procedures of about 100 elements (activities, events and gateways), sound and not, for bench/proof.mjs. */

const step = (id) => `<bpmn:userTask id="${id}" name="Bước ${id}"><bpmn:extensionElements><iso:step agency="receiving" role="tiep-nhan" budget="0.25" unit="working_day"/></bpmn:extensionElements></bpmn:userTask>`;
const node = (tag, id, attributes = '', inner = '') => `<bpmn:${tag} id="${id}" ${attributes}>${inner}</bpmn:${tag}>`;

class Drawing {
  xml = '';
  elements = 0;
  #flows = 0;
  #ids = 0;

  add(xml, id) {
    this.xml += xml;
    this.elements++;
    return id;
  }

  id(prefix) {
    return `${prefix}${++this.#ids}`;
  }

  step() {
    const id = this.id('t');
    return this.add(step(id), id);
  }

  node(tag, attributes, inner) {
    const id = this.id('n');
    return this.add(node(tag, id, attributes, inner), id);
  }

  flow(from, to, condition) {
    const id = `f${++this.#flows}`;
    this.xml += `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition ? `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>` : ''}</bpmn:sequenceFlow>`;
    return id;
  }

  /** Blocks one after the other; each has a way in and a way out. */
  sequence(blocks) {
    for (let at = 1; at < blocks.length; at++) this.flow(blocks[at - 1].out, blocks[at].in);
    return { in: blocks[0].in, out: blocks.at(-1).out };
  }

  task() {
    const id = this.step();
    return { in: id, out: id };
  }

  tasks(count) {
    return this.sequence(Array.from({ length: count }, () => this.task()));
  }

  split(tag, branches, join = tag) {
    const [from, to] = [this.id('g'), this.id('g')];
    const flows = branches.map((branch, at) => [this.flow(from, branch.in, tag === 'parallelGateway' || at === 0 ? undefined : `= luaChon = ${at}`), this.flow(branch.out, to)][0]);
    this.add(node(tag, from, tag === 'parallelGateway' ? '' : `default="${flows[0]}"`), from);
    this.add(node(join, to), to);
    return { in: from, out: to };
  }

  loop(inner) {
    const [from, to] = [this.node('exclusiveGateway'), this.id('g')];
    this.flow(from, inner.in);
    this.flow(inner.out, to);
    this.flow(to, from, '= lamLai');
    const out = this.node('exclusiveGateway');
    this.add(node('exclusiveGateway', to, `default="${this.flow(to, out)}"`), to);
    return { in: from, out };
  }

  /** A step with an interrupting reminder that leads round it. */
  guarded() {
    const host = this.step();
    const boundary = this.id('b');
    this.add(node('boundaryEvent', boundary, `attachedToRef="${host}"`, '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>'), boundary);
    const [late, join] = [this.step(), this.node('exclusiveGateway')];
    this.flow(host, join);
    this.flow(boundary, late);
    this.flow(late, join);
    return { in: host, out: join };
  }

  /** A step with a reminder that runs beside it to an end of its own. */
  beside() {
    const host = this.step();
    const [boundary, reminder, over] = [this.id('b'), this.step(), this.node('endEvent')];
    this.add(node('boundaryEvent', boundary, `attachedToRef="${host}" cancelActivity="false"`, '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>'), boundary);
    this.flow(boundary, reminder);
    this.flow(reminder, over);
    return { in: host, out: host };
  }

  /** A step in a sub-process that is left by an interrupting event, in the middle of what is in it. */
  abandoned(inner) {
    const [host, boundary, join] = [this.id('u'), this.id('b'), this.node('exclusiveGateway')];
    const [from, to] = [this.id('s'), this.id('e')];
    const outside = this.xml;
    this.xml = '';
    const body = inner();
    this.flow(from, body.in);
    this.flow(body.out, to);
    this.xml = `${outside}<bpmn:subProcess id="${host}"><bpmn:startEvent id="${from}"/><bpmn:endEvent id="${to}"/>${this.xml}</bpmn:subProcess>`;
    this.elements += 3;
    this.add(node('boundaryEvent', boundary, `attachedToRef="${host}"`, '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>'), boundary);
    const late = this.step();
    this.flow(host, join);
    this.flow(boundary, late);
    this.flow(late, join);
    return { in: host, out: join };
  }

  /** Branches side by side in which each step also waits for the one before it in the branch beside. */
  lattice(branches, length) {
    const [fork, join] = [this.node('parallelGateway'), this.node('parallelGateway')];
    const rows = range(branches, () => range(length, () => ({ task: this.step(), out: this.node('parallelGateway'), in: this.node('parallelGateway') })));
    rows.forEach((row, at) => {
      this.flow(fork, row[0].in);
      row.forEach((cell, n) => {
        this.flow(cell.in, cell.task);
        this.flow(cell.task, cell.out);
        if (n + 1 < length) this.flow(cell.out, row[n + 1].in);
        else this.flow(cell.out, join);
        if (n + 1 < length && at + 1 < branches) this.flow(cell.out, rows[at + 1][n + 1].in);
      });
    });
    return { in: fork, out: join };
  }

  document(body) {
    this.add(node('startEvent', 's'), 's');
    this.add(node('endEvent', 'e'), 'e');
    this.flow('s', body.in);
    this.flow(body.out, 'e');
    return `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:iso="urn:lienthong:bpmn:iso:1" id="d" targetNamespace="bench"><bpmn:process id="p" name="Thử" isExecutable="true"><bpmn:extensionElements><iso:procedure code="thu" legalLimit="60" legalUnit="working_day"/></bpmn:extensionElements>${this.xml}</bpmn:process></bpmn:definitions>`;
  }
}

const range = (count, make) => Array.from({ length: count }, (_, at) => make(at));

const MODELS = {
  'chain': (d) => d.tasks(98),
  'four agencies side by side': (d) => d.sequence(range(5, () => d.split('parallelGateway', range(4, () => d.tasks(4))))),
  'ten branches of eight': (d) => d.split('parallelGateway', range(10, () => d.tasks(9))),
  'choices in parallel branches': (d) => d.split('parallelGateway', range(6, () => d.sequence(range(2, () => d.split('exclusiveGateway', range(3, () => d.tasks(2))))))),
  'loops in parallel branches': (d) => d.split('parallelGateway', range(8, () => d.sequence(range(3, () => d.loop(d.task()))))),
  'reminders in parallel branches': (d) => d.split('parallelGateway', range(8, () => d.sequence(range(3, () => d.guarded())))),
  'inclusive, nested': (d) => d.sequence(range(3, () => d.split('inclusiveGateway', range(3, () => d.split('inclusiveGateway', range(3, () => d.tasks(2))))))),
  'loops round parallel branches': (d) => d.sequence(range(4, () => d.loop(d.split('parallelGateway', range(4, () => d.split('exclusiveGateway', range(2, () => d.task()))))))),
  'reminders that run beside, parallel': (d) => d.split('parallelGateway', range(6, () => d.sequence(range(3, () => d.beside())))),
  'abandoned in parallel branches': (d) => d.split('parallelGateway', range(6, () => d.abandoned(() => d.split('parallelGateway', range(3, () => d.tasks(2)))))),
  'branches that wait for each other': (d) => d.lattice(5, 6),
  'deadlock behind it all': (d) => d.sequence([d.split('parallelGateway', range(6, () => d.loop(d.tasks(6)))), d.split('exclusiveGateway', range(8, () => d.tasks(4)), 'parallelGateway')]),
  'missing join behind it all': (d) => d.sequence([d.split('parallelGateway', range(6, () => d.loop(d.tasks(6)))), d.split('parallelGateway', range(8, () => d.tasks(4)), 'exclusiveGateway'), d.task()]),
  'deadlocks in parallel branches': (d) => d.split('parallelGateway', range(6, () => d.sequence([d.loop(d.tasks(3)), d.split('exclusiveGateway', range(3, () => d.tasks(3)), 'parallelGateway')]))),
};

export const proofModels = () =>
  Object.entries(MODELS).map(([name, draw]) => {
    const drawing = new Drawing();
    const xml = drawing.document(draw(drawing));
    return { name, xml, elements: drawing.elements };
  });
