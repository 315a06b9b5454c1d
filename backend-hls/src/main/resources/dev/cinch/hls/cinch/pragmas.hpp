// SPDX-License-Identifier: Apache-2.0
// Directives by what they ask for, so that each tool sees its own spelling and an ordinary compiler
// sees none. Vitis HLS takes _Pragma inside macros (UG1399, "Using Constants with Pragmas"). Bambu
// rejects loop pipelining and finds its parallelism alone; it is given what it accepts.
#ifndef CINCH_PRAGMAS_HPP
#define CINCH_PRAGMAS_HPP

#define CINCH_PRAGMA_TEXT(text) _Pragma(#text)
#define CINCH_PRAGMA(text) CINCH_PRAGMA_TEXT(text)

#if defined(__BAMBU__)
#define CINCH_VITIS(text)
#define CINCH_STAGE CINCH_PRAGMA(HLS INLINE off)
#define CINCH_LABEL(name)
#elif defined(__VITIS_HLS__) || defined(__SYNTHESIS__)
#define CINCH_VITIS(text) CINCH_PRAGMA(text)
#define CINCH_STAGE CINCH_PRAGMA(HLS INLINE off)
#define CINCH_LABEL(name) name:
#else
#define CINCH_VITIS(text)
#define CINCH_STAGE
#define CINCH_LABEL(name)
#endif

// CINCH_STAGE above: the function stays a module of its own. CINCH_LABEL: the name of the loop that
// follows, for the tool's reports.

// One iteration enters per cycle.
#define CINCH_PIPELINE CINCH_VITIS(HLS PIPELINE II = 1)
#define CINCH_UNROLL CINCH_VITIS(HLS UNROLL)
#define CINCH_INLINE CINCH_VITIS(HLS INLINE)
#define CINCH_TRIPS(least, most) CINCH_VITIS(HLS LOOP_TRIPCOUNT min = least max = most)

// The calls of the enclosing block run at the same time, joined by their streams.
#define CINCH_DATAFLOW CINCH_VITIS(HLS DATAFLOW)

// In a loop of a dataflow region: one copy of the called processes per iteration. Releases from
// 2025.1 want the region checked before it is unrolled; CINCH_REPLICATE_BY_UNROLL gives older ones
// the form they document.
#if defined(CINCH_REPLICATE_BY_UNROLL)
#define CINCH_REPLICATE CINCH_VITIS(HLS UNROLL)
#else
#define CINCH_REPLICATE   \
  CINCH_VITIS(HLS UNROLL) \
  CINCH_VITIS(HLS DATAFLOW)
#endif

#define CINCH_DEPTH(stream, words) CINCH_VITIS(HLS STREAM variable = stream depth = words)
#define CINCH_BANKED(array) CINCH_VITIS(HLS ARRAY_PARTITION variable = array complete dim = 1)
#define CINCH_STORAGE(array, ports, memory) \
  CINCH_VITIS(HLS BIND_STORAGE variable = array type = ports impl = memory)

// No iteration needs from the array what one of the iterations just before it wrote there: the
// distance is at least so many iterations, or no element is written and read in one loop at all.
#define CINCH_REPEATS_AFTER(array, iterations) \
  CINCH_VITIS(HLS DEPENDENCE variable = array inter RAW true distance = iterations)
#define CINCH_NEVER_REPEATS(array) CINCH_VITIS(HLS DEPENDENCE variable = array inter false)

// Ports of the top function: a register of the control bus, or an array in external memory on a bus
// of its own.
#define CINCH_REGISTER(argument) \
  CINCH_VITIS(HLS INTERFACE mode = s_axilite port = argument bundle = control)
#define CINCH_EXTERNAL(argument, words)                                          \
  CINCH_VITIS(HLS INTERFACE mode = m_axi port = argument bundle = bus_##argument \
              offset = slave depth = words)                                      \
  CINCH_REGISTER(argument)

#endif
