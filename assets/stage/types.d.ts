// What the stage's rooms hand each other, named once. A module takes a name with
// `/** @import { Plan, Spot } from "../types.js" */`; `tsc` reads this, no browser does.

// ---- the rule ---------------------------------------------------------------------------------------------------

/** One number for each axis: rows and columns, or as many axes as there are. */
export type PerAxis = number[];

/** Where a cell lies in its panel, one index an axis. */
export type Cell = number[];

/** Numbers in row-major order. */
export type Numbers = ArrayLike<number>;

/** One axis of a geometry; a negative crop appends cells that no link reaches. */
export interface Axis {
  input: number;
  kernel: number;
  stride: number;
  dilation: number;
  cropBefore: number;
  cropAfter: number;
}

/** What the input is made of. */
export type InputMaps = Pick<Plan, "inputShape" | "channels">;

/** A link by its ends: flat input index, flat tap index. */
export type Link = [input: number, tap: number];

/** How many input and output channels, dealt out to so many groups. */
export interface Channels {
  inputs: number;
  outputs: number;
  groups: number;
}

/** All of a geometry that does not depend on the values; see rule/links.js. Of a map with one channel no shape says so. */
export interface Plan {
  axes: Axis[];
  channels: Channels;
  inputShape: PerAxis;
  /** What one input element is multiplied with: the kernels of its channel, one for each output channel of its group. */
  kernelShape: PerAxis;
  /** All kernels, of every input channel. */
  weightShape: PerAxis;
  canvasShape: PerAxis;
  outputShape: PerAxis;
  /** How many input elements, and how many taps. */
  inputs: number;
  taps: number;
  /** The link (i, k) lands on the canvas at inputOffset[i] + tapOffset[k]. */
  inputOffset: Int32Array;
  tapOffset: Int32Array;
  /** feeders[axis][position]: the links of that axis. */
  feeders: Link[][][];
  /** Of each output channel: the input channels that are linked to it, and as which of their kernels. */
  channelFeeders: Link[][];
}

/** A layer's numbers; bias: one for each output channel. */
export interface Numbered {
  x: Numbers;
  w: Numbers;
  bias?: Numbers | null;
}

/** The panels that every view knows; a view's own have other names. */
export type SharedPanel = "input" | "kernel" | "output" | "cropped" | "buffers";
export type PanelName = SharedPanel | (string & {});

/** A place that can be pointed at. */
export interface Spot<Panel extends PanelName = PanelName> {
  panel: Panel;
  cell: Cell;
}

/** All that is linked to a spot, as flat indices; a link in `buffers` is input * taps + tap. */
export interface Light extends Record<LinkSet, Set<number>> {
  spot: Spot | null;
  canvas: Set<number>;
}
export type LinkSet = "input" | "kernel" | "output" | "buffers";

/** What is lit, softly or with a veil over the rest: all that is linked to a spot, some of it, or what a sum is of. */
export interface Lighting {
  light: Partial<Light>;
  soft: boolean;
  spot?: Spot | null;
  sum?: Spot;
}
export interface SpotLighting extends Lighting {
  light: Light;
  spot: Spot | null;
}

/** The stretched input on one axis; see rule/stretched.js. */
export interface StretchedAxis {
  border: number;
  length: number;
  size: number;
}

// ---- the state --------------------------------------------------------------------------------------------------

export type SettingKey = "input_size" | "kernel_size" | "stride" | "padding" | "output_padding" | "dilation";
export type Settings = Record<SettingKey, PerAxis>;

export type ChannelKey = "in_channels" | "out_channels" | "groups";

/** What of a state makes its plan; what is not said of channels is 1. */
export type Layer = Settings & Partial<Record<ChannelKey, number>> & { square?: boolean };

export type Operand = "x" | "w";
export type Fill = "random" | "ones" | "ramp" | "count";

/** How large an operand is: of the input the input channels, of the kernels those and the output channels of a group; and the
 * size of each map. */
export interface Extent {
  channels: number[];
  size: PerAxis;
}

/** The numbers of each operand that were there before a size changed, by cell. */
export type Memory = Record<Operand, Map<string, number>>;

/** What State and SentState have in common. */
interface Choices extends Settings {
  /** How many axes the layer has. */
  rank: number;
  in_channels: number;
  out_channels: number;
  groups: number;
  bias: number[] | null;
  x_fill: Fill;
  w_fill: Fill;
  seed: number;
  square: boolean;
  /** Stamps laid down; null: all. */
  t: number | null;
  stretched_turn: "turned" | "unturned";
  matrix_order: "rows" | "columns";
  matrix_side: "transposed" | "forward";
  matrix_removed: "hidden" | "shown";
  frameworks_side: "transposed" | "forward";
  frameworks_ask: "same" | "valid" | "crops";
  frameworks_output_shape: PerAxis | null;
}

/** As the stage holds it. */
export interface State extends Choices {
  x: number[];
  w: number[];
  pin: Spot | null;
  lang: string;
}

/** As Python sends it: numbers row by row, null: fill them; the pin as the link's text. */
export interface SentState extends Choices {
  x: number[][] | null;
  w: number[][] | null;
  pin: string | null;
  lang: string | null;
}

/** A row of the table of fields; see deconv_core/state/fields.py. `low` and `high` are inclusive; `highs`: the highest with
 * one axis, two and three, where they differ. */
interface Row<Kind extends string, Key extends keyof State> {
  key: Key;
  kind: Kind;
  default: unknown;
  low: number;
  high: number;
  highs: number[];
  choices: string[];
  owner: string;
  /** Whether it is one page's choice. */
  of_page: boolean;
  /** The key of its text, and its key in older links; "": none. */
  words: string;
  was: string;
}

export type SettingField = Row<"setting", SettingKey>;
type ChoiceKey = { [Key in keyof State]: State[Key] extends string ? Key : never }[keyof State];

export type Field =
  | SettingField
  | (Row<"numbers", Operand> & { size: "input_size" | "kernel_size" })
  | Row<"choice", ChoiceKey>
  | Row<"whole", "seed" | "rank" | ChannelKey>
  | Row<"vector", "bias">
  | Row<"flag", "square">
  | Row<"time", "t">
  | Row<"pin", "pin">
  | Row<"size", "frameworks_output_shape">;

/** Why a setting goes no further. */
export type Rule = "output_padding" | "output_size" | "budget";

/** How far a setting may go while the others stay; a rule is null where the table ends. */
export interface Range {
  low: number;
  high: number;
  lowRule: Rule | null;
  highRule: Rule | null;
}

// ---- what is told once ------------------------------------------------------------------------------------------

export interface Preset {
  key: string;
  group: string;
  state: SentState;
}

/** deconv_core/catalogue.py */
export interface Catalogue {
  fields: Field[];
  presets: Preset[];
  /** Page -> key of the preset that it opens with; the others with `opening`. */
  first: Record<string, string>;
  colours: Record<"light" | "dark", Roles>;
  /** Tag -> its own name. */
  languages: Record<string, string>;
  opening: SentState;
  own_words: Record<string, OwnWords>;
}

/** The texts of one language. */
export type Texts = Record<string, string>;

/** A text with its values put in. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

// ---- colours ----------------------------------------------------------------------------------------------------

type Role =
  | "text"
  | "faint"
  | "surface"
  | "raised"
  | "line"
  | "frame"
  | "hatch"
  | "taken"
  | "glow"
  | "halo"
  | "veil"
  | "good"
  | "bad"
  | "kernel";

/** Half of assets/colours.json. */
export type Roles = Record<Role, string> & { identity: IdentityScale };

/** OKLCH: lightness and chroma from the first row to the last, hue of the first column in degrees. */
export interface IdentityScale {
  lightness: [number, number];
  chroma: [number, number];
  hue: number;
}

export interface Theme extends Record<Role, string> {
  identity: IdentityScale;
  /** Another one for each look. */
  key: string;
  font: string;
  /** The colour of every input element, row-major, and of one. */
  identityColours(plan: InputMaps): string[];
  identityColour(plan: InputMaps, index: number): string;
}

// ---- elements ---------------------------------------------------------------------------------------------------

type Value = string | number | boolean | null | undefined;

/** An element's attributes, and what hears its events, as `onclick`. */
export type Attributes = { [name: string]: Value | ((event: never) => unknown) } & {
  [Event in keyof HTMLElementEventMap as `on${Event}`]?: (event: HTMLElementEventMap[Event]) => unknown;
};

/** When a moment without work ends. */
export type Idle = Pick<IdleDeadline, "timeRemaining">;

/** See dom/later.js. */
export interface Writer {
  follow(draw: () => void): void;
  write(key: unknown, run: () => void, canWait?: boolean): void;
}

/** A term of a written sum; `down`: whether the sum on screen has it already. */
export interface Term {
  symbol: string;
  number: string;
  value: number;
  colour: string;
  down: boolean;
}

/** A sum as it is written: what to say if it has no terms, and what beside them. */
export interface Written {
  name: string;
  terms: Term[];
  empty: string;
  note?: string;
}

/** The elements of a term, and how they look now. */
export interface TermSpan {
  node: HTMLElement;
  sign: HTMLElement;
  chip: HTMLElement;
  last: { colour?: string; down?: boolean };
}

// What the stage keeps on elements of its own, so as not to read it from the page.
declare global {
  interface Element {
    /** The text that was written last. */
    text_?: string;
    /** A cell's coordinates in its panel, and its place among the panel's cells. */
    cell_?: Cell;
    at_?: number;
  }
}

// ---- the view ---------------------------------------------------------------------------------------------------

/** The cells of a panel as elements; see paint/cell_elements.js. */
export interface Grid {
  places: { x: number; y: number; cell: Cell }[];
  rects: (SVGElement | undefined)[];
  rowNodes: Element[];
  describeCell(at: number): void;
  makeHome(at: number): void;
  move(cell: Element, dx: number, dy: number): boolean;
}

/** What shows the links on a page; see views/view.js. */
export interface View {
  node: HTMLElement;
  lamp: { node: Node };
  grids: Record<string, Grid>;
  /** Whether each picture is as large as its own room allows, and not on the scale of the others. */
  isFitted: boolean;
  /** Where the timeline goes, and under it the facts. */
  slot: Element;
  order: Shown["order"];
  steps(plan: Plan): number;
  stepColours(plan: Plan, theme: Theme): string[];
  /** How many steps the numbers of shown() are the result of. */
  done(): number;
  shown(): string[];
  translate(t: Translate): void;
  measure(): boolean;
  draw(theme: Theme): void;
  legend: { draw(plan: Plan): void };
  drawLight(spot: Spot | null): void;
  /** The step that is under way; null: none. */
  current(): Spot | null;
  valueOf(spot: Spot): number;
  currentSpot(): Spot | null;
  growingSum(): Spot | null;
  has(spot: Spot): boolean;
  isSum(spot: Spot): boolean;
  sumOf(spot: Spot, theme: Theme): Written;
  zeroTerms(spot: Spot): Term[];
  boardOf(panel: PanelName): { size: number; sheet: Element };
  /** Whether numbers can be changed in a panel, whether a spot can be pinned, which spot a cell stands for. */
  edits(panel: PanelName): boolean;
  pins(spot: Spot): boolean;
  /** null: none. */
  spotOf(spot: Spot): Spot | null;
  nameOf(spot: Spot): string;
}

// ---- the picture ------------------------------------------------------------------------------------------------

/** Where a cell lies, in units of a cell; `at` is its flat index in what the panel shows. */
export interface Place {
  x: number;
  y: number;
  cell: Cell;
  at: number;
}

/** A panel's places, row by row as on screen, and where its own corner lies on its board. */
export interface Places {
  rows: Place[][];
  left?: number;
  top?: number;
}

/** What every board is given to draw; `done`: how many of its places show their numbers. */
export interface Drawn {
  theme: Theme;
  done?: number;
}

/** What a screen reader says of a cell. */
export type Describe = (cell: Cell, value: number) => string;
export type Describer = (panel: PanelName) => Describe;

/** The 2-D context of a board's picture. */
export interface Ink extends OffscreenCanvasRenderingContext2D {
  /** The font as it was set last. */
  font_?: string;
}

/** A cell's element, with what was written on it last. */
export interface CellRect extends SVGElement {
  at_?: number;
  x_?: number;
  y_?: number;
  cell_?: Cell;
  tab_?: number;
  value_?: number;
  label_?: string;
}
export interface CellRow extends SVGElement {
  rects_: CellRect[];
  isFar_: boolean;
}

/** [x, y, width, height] */
export type Box = [x: number, y: number, width: number, height: number];
/** From where to where, in pixels. */
export type Span = [from: number, to: number];

/** A line round a box [x, y, width, height] in cells; width and inset in pixels. */
export interface Frame {
  box: number[];
  width: number;
  inset?: number;
}

/** What is lit on a board, in its cells; see paint/highlight.js. */
export interface Lit {
  cells: number[][];
  clear?: number[][] | null;
  frames?: Frame[];
  windows?: Frame[];
}

/** How: soft, without a veil over the rest; and what besides. */
export type LitHow = { soft?: boolean } & Partial<Omit<Lit, "cells">>;

/** What a light needs to know of a board. */
export interface LitBoard {
  rows: number;
  columns: number;
  size: number;
  box: Element;
  offset(): number[];
}

/** What the strips of a canvas follow from; see paint/strips.js. */
export interface Stripes {
  plan: Plan;
  /** How the picture's maps stand. */
  tiling: import("./paint/places.js").Tiling;
  /** The canvas cell at a map's corner. */
  corner?: Cell;
  /** How many input elements are in, and with how many taps; how many cells are shown. */
  laid?: number;
  taps?: number;
  done?: number;
  isFaint?: (tile: import("./paint/places.js").Tile, row: number, column: number) => boolean;
  isTiny?: boolean;
}

/** Links on their way to their places, in units of a cell; see motion/flights.js. */
export interface Flight {
  links: { input: number; value: number; x: number; y: number }[];
  alpha: number;
}

// ---- the host ---------------------------------------------------------------------------------------------------

/** What is on screen, for Python to judge; see deconv_core/judge/verdict.py. */
export interface Shown {
  lang: string;
  /** The state as link text. */
  query: string;
  /** The output's numbers with commas between them. */
  shown: string;
  /** What a step is, and how many are done. */
  order: "stamps" | "taps" | "cells";
  done: number;
}

/** The same numbers have the same id; `sent` is another one each time. */
export interface Report extends Shown {
  id: number;
  sent: number;
}

/** What cannot be: `code` names its text, `values` fill it in; `message` is PyTorch's own words. */
export interface Problem {
  code: string;
  field: string;
  values: Record<string, unknown>;
  message: string | null;
}

/** Why a text is no matrix. */
export type MatrixProblem = Pick<Problem, "code" | "values">;
/** A problem in words; `fact`: what the library does instead of refusing, `message`: its own words. */
export interface Told {
  text: string;
  fact?: string;
  message?: string | null;
  library?: string;
}

/** Python's word on the report of that id. */
export interface Verdict {
  id: number;
  loading?: boolean;
  ok?: boolean;
  version?: string;
  dtype?: string;
  difference?: number;
  worst?: Cell | null;
  problem?: Problem | null;
}

/** What the badge says of it. */
export interface Judgement extends Omit<Partial<Verdict>, "difference"> {
  kind: "asking" | "moving" | "loading" | "agrees" | "differs" | "refused" | "away";
  /** The worst cell and its difference, as text. */
  cell?: string;
  difference?: string;
}

export interface Question {
  id: number;
  /** When the same one is asked again: what is like before would not be handed on. */
  sent?: number;
  kind: "link" | "source" | "settings";
  text: string;
  /** Of a source, of which only the beginning is sent. */
  length?: number;
  /** The present settings as link text, which a source changes. */
  settings?: string;
  /** What was chosen: the kernel of a source that lacks it, and which of its layers, from 0. */
  kernel_size?: string | null;
  pick?: number;
  /** For which a layer was found. */
  input_size?: string;
}

/** With problems, `state` is on offer, or null; `offer` is its name in the words of another framework. */
export interface Answer {
  id: number;
  kind: Question["kind"];
  state: Partial<SentState> | null;
  problems: Problem[];
  notes?: Problem[];
  offer?: string | null;
  /** What else may be meant: its name, and what changes in the question. */
  choices?: { name: string; again: Partial<Question> }[];
  /** Keys of words: what the card is headed by, and what its button says, where that is not the usual. */
  title?: string;
  take?: string;
}

/** What a stage is handed by the page that it stands in; nothing else of that page is its own. */
export interface Host {
  report(report: Report): void;
  ask(question: Question): void;
  /** Fails where they cannot be had. */
  words(lang: string): Promise<Texts>;
  /** What holds the state as a link, with the steps back to earlier ones; null where the page keeps its address. */
  address: HostAddress | null;
  /** The keys that no element of the page uses itself, for as long as they are this stage's; ends with the call of what
   * comes back. */
  keys(root: Element, heard: (event: KeyboardEvent) => void): () => void;
  theme(root: Element): "light" | "dark";
  /** The stage speaks another language from now on. */
  language(lang: string): void;
  /** The moves of the pointer before the page hears of them, where that is slow; `move` tells whether it need not. */
  pointer?(move: (event: PointerEvent | MouseEvent) => boolean): () => void;
  /** The way to another page in a state, where the host has pages. */
  link?(page: string, query: string): string;
  /** No answer came: what the host has forgotten, it is to make anew. */
  again?(): void;
}

export interface HostAddress {
  /** The link to a state, which the address holds from now on. */
  write(state: State): string;
  /** Somebody went to another step; its state is null where it is none of a stage's. Hears what is shown then, or null. */
  listen(onReturn: (step: { state: State | null; query: string }) => State | null): () => void;
}

/** What a host mounts a stage with. */
export interface Mounting {
  page: string;
  catalogue: Catalogue;
  texts: Texts;
  lang: string;
  state: SentState;
  /** A refused link's nearest state, and what was wrong with it. */
  offer?: SentState | null;
  problems?: Problem[];
  notes?: Problem[];
  /** A state of the stage's own, from another page or from the browser's history, instead of `state`. */
  kept?: State | null;
  /** The last one that was no example. */
  own?: State | null;
  /** Nobody has seen a stage here yet, nor asked for anything: it begins by itself. */
  isFirstVisit?: boolean;
  host: Host;
}

// ---- the frameworks' page ---------------------------------------------------------------------------------------

/** Crops of one axis, and an axis without them. */
export type Crops = Pick<Axis, "cropBefore" | "cropAfter">;
export type Uncropped = Omit<Axis, keyof Crops>;

/** What a library can be asked for: padding of its own, or PyTorch's crops. */
export type Ask = State["frameworks_ask"];
export type Padding = Exclude<Ask, "crops">;
export interface AskedState extends State {
  frameworks_ask: Padding;
}

/** A library's name, also with its version; the sentences of its own that are famous, by the broken rule's code; and how
 *  it keeps a layer's weights, in each of its ways. */
export interface OwnWords {
  name: string;
  library: string;
  famous: Texts;
  weights: WeightsWay[];
}
/** Python that carries a layer's weights, for one axis, two and so on. */
export interface WeightsWay {
  name: string;
  from_pytorch: string[];
  to_pytorch: string[];
}

/** Libraries that keep the same cells of the canvas; isOwn: those that PyTorch keeps. look: how its frame is drawn. */
export interface Group {
  names: string[];
  plan: Plan;
  isOwn: boolean;
  look: string;
}
/** The broken rule of which its own sentence is famous. */
export type Famous = Pick<Problem, "code" | "values">;

/** Whether its own words give PyTorch's crops ("own", or why not: it names the page's words), and its line of code. */
export interface Explicit {
  way: string;
  values?: Record<string, unknown>;
  line: string;
}

/** What a library's module ends in; see views/frameworks/libraries.js. `wanted`: cells that are asked for, null: none. */
export interface Library {
  isAsked?(ask: Ask, wanted: PerAxis | null): boolean;
  crops(axis: Axis, ask: Padding, wanted: number | null): Crops;
  sizes(axis: Axis, ask: Padding): [smallest: number, largest: number];
  refuses?(axes: Axis[]): boolean;
  takes?(plan: Plan, ask: Padding): boolean;
  others?(axes: Axis[], ask: Padding, high: PerAxis): { few: PerAxis; usual: PerAxis };
  hasGroups?: boolean;
  line(settings: Layer, plan: Plan, ask: Padding, wanted: PerAxis | null): string;
  explicit?(settings: Layer, plan: Plan): Explicit;
  famous?(axes: Axis[], ask: Padding, wanted: PerAxis): Famous | null;
  unchecked?(axes: Axis[]): boolean;
}

/** PyTorch's words for some crops. */
export type CropWords = Pick<Settings, "padding" | "output_padding">;

/** Why a size is refused: what is taken on each axis, and the nearest size that is; null where there is none. */
export interface RefusedSize {
  low: PerAxis;
  high: PerAxis;
  nearest: PerAxis | null;
}

/** What a card offers instead. */
export interface Offer {
  patch: Partial<State>;
  name: string;
}

/** Why a card is refused: a size, or the settings; `own`: the library's own sentence. */
export type Refusal = { own: string | null; offer: Offer | null } & (
  | RefusedSize
  | { low?: undefined; high?: undefined; nearest: null }
);

/** A line of code with the button that copies it. */
export interface Line {
  node: HTMLElement;
  write(text: string, t: Translate): void;
}

// ---- the sizes' page --------------------------------------------------------------------------------------------

/** What output_padding adds: cells inside the canvas, those of them that no link reaches, and cells beyond it. */
export interface Added {
  inside: number;
  gaps: number;
  beyond: number;
}
