// SPDX-License-Identifier: Apache-2.0
// Everything a generated top.cpp uses. Start reading at product.hpp: the engine; then
// accumulate.hpp and forwarding.hpp.
#ifndef CINCH_ACCELERATOR_HPP
#define CINCH_ACCELERATOR_HPP

#include "convolve.hpp"
#include "max_pool.hpp"
#include "ports.hpp"
#include "product.hpp"
#include "requantize.hpp"
#include "weights.hpp"

#endif
