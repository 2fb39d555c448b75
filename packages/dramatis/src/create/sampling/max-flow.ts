export interface AssignmentProblem {
  supply: Float64Array;
  demand: Float64Array;
  /** Pairs of a supply and a demand that may meet. */
  links: readonly (readonly [number, number])[];
}

export interface Assignment {
  /** What cannot be placed, in the unit of the supplies. */
  left: number;
  /** The supplies that have too little room between them (a minimum cut), and the demands that they can reach. */
  crowded: number[];
  reached: number[];
}

interface Edge {
  to: number;
  room: number;
  /** Place of the edge back, among those of `to`. */
  back: number;
}

/** As much as can be placed: maximum flow by shortest augmenting paths (Edmonds and Karp 1972). */
export function bestAssignment({ supply, demand, links }: AssignmentProblem): Assignment {
  const [source, sink] = [supply.length + demand.length, supply.length + demand.length + 1];
  const graph: Edge[][] = Array.from({ length: sink + 1 }, () => []);
  const edge = (from: number, to: number, room: number): void => {
    const [out, into] = [graph[from] as Edge[], graph[to] as Edge[]];
    out.push({ to, room, back: into.length });
    into.push({ to: from, room: 0, back: out.length - 1 });
  };
  supply.forEach((amount, i) => {
    edge(source, i, amount);
  });
  demand.forEach((amount, i) => {
    edge(supply.length + i, sink, amount);
  });
  for (const [from, to] of links) edge(from, supply.length + to, Number.POSITIVE_INFINITY);
  const all = supply.reduce((sum, amount) => sum + amount, 0);
  // Amounts below this are what rounding leaves.
  const least = all * 1e-12;
  let left = all;
  let paths = pathsFrom(graph, source, least);
  while (paths[sink] !== undefined) {
    left -= augment({ graph, paths, source, sink });
    paths = pathsFrom(graph, source, least);
  }
  const nodes = (count: number, first: number): number[] =>
    [...Array(count).keys()].filter((i) => paths[first + i] !== undefined);
  return { left, crowded: nodes(supply.length, 0), reached: nodes(demand.length, supply.length) };
}

/** For each node that can be reached with more than `least` to spare, the edge that leads there. */
function pathsFrom(graph: readonly Edge[][], source: number, least: number): (Edge | undefined)[] {
  const paths: (Edge | undefined)[] = new Array(graph.length);
  const queue = [source];
  for (const node of queue) {
    for (const edge of graph[node] as Edge[]) {
      if (edge.to === source || paths[edge.to] !== undefined || edge.room <= least) continue;
      paths[edge.to] = edge;
      queue.push(edge.to);
    }
  }
  return paths;
}

interface Path {
  graph: readonly Edge[][];
  paths: readonly (Edge | undefined)[];
  source: number;
  sink: number;
}

function augment({ graph, paths, source, sink }: Path): number {
  const edges: Edge[] = [];
  for (let node = sink; node !== source; ) {
    const edge = paths[node] as Edge;
    edges.push(edge);
    node = backOf(graph, edge).owner;
  }
  const amount = Math.min(...edges.map(({ room }) => room));
  for (const edge of edges) {
    edge.room -= amount;
    backOf(graph, edge).edge.room += amount;
  }
  return amount;
}

function backOf(graph: readonly Edge[][], { to, back }: Edge): { edge: Edge; owner: number } {
  const edge = (graph[to] as Edge[])[back] as Edge;
  return { edge, owner: edge.to };
}
