import { expect } from 'chai';
import { asLines, viewing, viewings } from './viewings.js';
import { saying, sayings, World, type Ended } from './world.js';

/** The samples that a dry run prints. */
interface Sample {
  readonly destination: string;
  readonly statement?: unknown;
  readonly event?: Readonly<Record<string, string>>;
}

const samples = ({ stdout }: Ended): readonly Sample[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Sample);

const said = (ended: Ended): readonly string[] =>
  samples(ended)
    .flatMap(({ statement }) => (statement === undefined ? [] : [saying(statement)]))
    .sort();

describe('playkit-js-xapi collect', function () {
  this.timeout(60_000);
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.close());

  it('sends what a file holds, and once is enough', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(5)));
    const [dry, first] = [await world.collect([file, '--dry-run']), await world.collect([file])];
    expect(first).to.include({ code: 0 });
    expect(first.stdout).to.match(
      /^Viewings: 5 taken, 0 known before, 0 broken\nStatements and events: (\d+) sent, 0 refused, 0 kept/
    );
    expect(sayings(world.lrs.arrivals)).to.deep.equal(said(dry));
    const count = world.lrs.arrivals.length;
    const again = await world.collect([file]);
    expect(again).to.include({ code: 0 });
    expect(again.stdout).to.match(/^Viewings: 0 taken, 0 known before, 0 broken\nStatements and events: 0 sent/);
    expect(again.stderr).to.contain('Going on after line 5');
    // What was appended since is taken.
    await world.write('viewings.jsonl', asLines([...viewings(5), viewing(5)]));
    const more = await world.collect([file]);
    expect(more.stdout).to.match(/^Viewings: 1 taken, 0 known/);
    expect(world.lrs.arrivals.length).to.be.above(count);
    expect(world.lrs.arrivals.filter(({ replay }) => replay)).to.have.length(0);
  });

  it('sends what a pipe holds, where each viewing has an id', async () => {
    const input = asLines(viewings(3).map((each, n) => ({ ...each, id: `visit-${n}` })));
    const first = await world.collect([], { input });
    expect(first).to.include({ code: 0 });
    expect(first.stdout).to.match(/^Viewings: 3 taken/);
    const count = world.lrs.arrivals.length;
    expect(count).to.be.above(10);
    const again = await world.collect([], { input });
    expect(again.stdout).to.match(/^Viewings: 0 taken, 3 known before/);
    expect(world.lrs.arrivals).to.have.length(count);
    const nameless = await world.collect([], { input: asLines([viewing(9)]) });
    expect(nameless).to.include({ code: 2 });
    expect(nameless.stderr).to.match(/^line 1: .*no id/m);
  });

  it("tells Kaltura's services, too, with the device as the referrer", async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(2)));
    const env = { ...world.env, ...world.kaltura };
    const ended = await world.collect([file, '--referrer', 'kiosk://device-001'], { env });
    expect(ended).to.include({ code: 0 });
    const wire = await world.wire();
    expect(wire.map(({ fields }) => fields['eventType'])).to.include.members(['2', '3', '4', '5', '6']);
    expect(wire.every(({ fields }) => fields['referrer'] === 'kiosk://device-001')).to.equal(true);
    expect(wire.flatMap(({ rejected }) => rejected ?? [])).to.deep.equal([]);
  });

  it('forgets nothing of a file that was replaced, and sends nothing of it twice', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(3)));
    await world.collect([file]);
    const count = world.lrs.arrivals.length;
    // Another export under the same name: its first line is the same, and what follows is not.
    await world.write('viewings.jsonl', asLines([viewing(0), viewing(7), viewing(8), viewing(9)]));
    const ended = await world.collect([file]);
    expect(ended.stdout).to.match(/^Viewings: 3 taken, 1 known before/);
    expect(ended.stderr).to.contain('The input has changed');
    expect(new Set(sayings(world.lrs.arrivals)).size)
      .to.equal(world.lrs.arrivals.length)
      .and.to.be.above(count);
  });

  it('notices a line that was changed anywhere in what was read, and takes that one', async () => {
    const file = await world.write('viewings.jsonl', asLines(viewings(4)));
    await world.collect([file]);
    const count = world.lrs.arrivals.length;
    const [zero, , ...others] = viewings(4);
    // As many bytes as before, in the middle.
    const other = viewing(1, 96, { viewer: { id: 'viewer-x', name: 'Viewer 1' } });
    await world.write('viewings.jsonl', asLines([zero, other, ...others, viewing(4)]));
    const ended = await world.collect([file]);
    expect(ended.stderr).to.contain('The input has changed');
    expect(ended.stdout).to.match(/^Viewings: 2 taken, 3 known before/);
    expect(world.lrs.arrivals.slice(count).some(({ raw }) => raw.includes('viewer-x'))).to.equal(true);
    const again = await world.collect([file]);
    expect(again.stderr).to.contain('Going on after line 5');
    expect(again.stdout).to.match(/^Viewings: 0 taken, 0 known before/);
  });

  it('passes over each line that is broken, and says why', async () => {
    const good = JSON.stringify(viewing(1));
    const { events, ...rest } = viewing(2);
    const back = [...events.slice(0, 3), { type: 'timeupdate', position: 1, mono: 1, wall: 1 }];
    const lines: readonly (readonly [string, RegExp | undefined])[] = [
      [`\uFEFF${good}\r`, undefined],
      ['{"entry": {', /no valid JSON/],
      ['', undefined],
      ['[]', /.+/],
      [JSON.stringify({ ...rest, events: back }), /mono|wall|back|order/],
      [JSON.stringify({ ...rest, events: [{ type: 'jump', position: 0, mono: 1, wall: 1 }] }), /jump/],
      [JSON.stringify({ ...viewing(3), entry: { kind: 'vod', media: 'video' } }), /id/],
      ['   \t', undefined],
      [JSON.stringify(viewing(4)), undefined]
    ];
    // The last one has no newline.
    const file = await world.write('viewings.jsonl', lines.map(([text]) => text).join('\n'));
    const ended = await world.collect([file]);
    expect(ended).to.include({ code: 2 });
    const broken = lines.filter(([, reason]) => reason).length;
    expect(ended.stdout).to.match(new RegExp(`^Viewings: 2 taken, 0 known before, ${broken} broken`));
    lines.forEach(([, reason], i) => {
      const told = ended.stderr.split('\n').find((line) => line.startsWith(`line ${i + 1}: `));
      if (reason) expect(told, `line ${i + 1}`).to.match(reason);
      else expect(told, `line ${i + 1}`).to.equal(undefined);
    });
  });

  it('refuses recordings in wrong units, with the number of the line, what was received and what was expected', async () => {
    const { events, ...rest } = viewing(2);
    const inSeconds = events.map((event) => ({ ...event, wall: event.wall / 1000 }));
    const inMilliseconds = events.map((event) =>
      'position' in event ? { ...event, position: event.position * 1000 } : event
    );
    const [first, ...others] = events;
    const below = [{ ...first, position: -5 }, ...others];
    const lines = [
      viewing(1),
      { ...rest, events: inSeconds },
      { ...rest, events: inMilliseconds },
      { ...rest, events: below }
    ];
    const file = await world.write('viewings.jsonl', asLines(lines));
    const ended = await world.collect([file]);
    expect(ended).to.include({ code: 2 });
    expect(ended.stdout).to.match(/^Viewings: 1 taken, 0 known before, 3 broken/);
    expect(ended.stderr)
      .to.match(/^line 2: events\[0\]\.wall: expected milliseconds since 1970 .*, got 176.*, which are seconds;/m)
      .and.to.match(/^line 3: events\[2\]\.position: expected seconds from 0 to the duration, 100, got 1000/m)
      .and.to.match(/^line 4: events\[0\]\.position: expected seconds from 0 .*, got -5/m);
    expect(world.lrs.arrivals.filter(({ raw }) => !raw.includes('"timestamp":"2026-'))).to.have.length(0);
  });

  it('stops at the first of them with --strict, and sends what came before', async () => {
    const file = await world.write('viewings.jsonl', `${asLines(viewings(2))}{\n${asLines([viewing(5)])}`);
    const ended = await world.collect([file, '--strict']);
    expect(ended).to.include({ code: 2 });
    expect(ended.stdout).to.match(/^Viewings: 2 taken, 0 known before, 1 broken/);
    expect(world.lrs.arrivals.some(({ raw }) => raw.includes('viewer-5'))).to.equal(false);
    // Once it is put right, it goes on there.
    await world.write('viewings.jsonl', asLines([...viewings(2), viewing(5)]));
    expect((await world.collect([file, '--strict'])).stdout).to.match(/^Viewings: 1 taken/);
  });

  it('prints what would be sent, needs no secret for it, and leaves nothing behind', async () => {
    const input = asLines([{ ...viewing(1), id: 'a' }]);
    const { XAPI_ENDPOINT, XAPI_HOME_PAGE } = world.env;
    const ended = await world.collect(['--dry-run', '--validate'], {
      input,
      env: { XAPI_ENDPOINT, XAPI_HOME_PAGE, ...world.kaltura }
    });
    expect(ended).to.include({ code: 0 });
    const destinations = new Set(samples(ended).map(({ destination }) => destination));
    expect([...destinations].sort()).to.deep.equal(['lrs', 'stats']);
    expect(ended.stdout).to.not.contain('ks=');
    expect(ended.stderr).to.contain('Viewings: 1 taken');
    expect(world.lrs.requests).to.have.length(0);
    expect(await world.wire()).to.have.length(0);
    expect(await world.listed()).to.deep.equal([]);
  });
});
