// SPDX-License-Identifier: Apache-2.0
//
// The textual syntax of ONNX (onnx/docs/Syntax.md). Names of types are not reserved: they are
// names wherever a name is wanted. Two tokens of lookahead decide everything, so that prediction
// stays linear on any input.
grammar OnnxText;

model: header? graph function* EOF;

header: '<' entry (',' entry)* '>';
entry: id ':' (INTEGER | STRING | '[' (pair (',' pair)*)? ']');
pair: STRING ':' (INTEGER | STRING);

graph: name inputs '=>' outputs declarations? body;
inputs: '(' (declaration (',' declaration)*)? ')';
outputs: '(' (declaration (',' declaration)*)? ')';
declarations: '<' (declaration (',' declaration)*)? '>';
body: '{' node* '}';

// With numbers it is an initializer, or an input that has a default.
declaration: type? name ('=' data)?;

function: header? name parameters? inputs '=>' outputs declarations? body;
parameters: '<' parameter (',' parameter)* '>';
parameter: id | attribute;

type
    : ELEMENT shape? # tensorType
    | 'seq' '(' type ')' # sequenceType
    | 'map' '(' ELEMENT ',' type ')' # mapType
    | 'optional' '(' type ')' # optionalType
    | 'sparse_tensor' '(' ELEMENT shape? ')' # sparseTensorType
    | 'opaque' '(' (qualified (',' id)?)? ')' # opaqueType
    ;
shape: '[' (dimension (',' dimension)*)? ']';
dimension: '?' | INTEGER | name;

data: numbers | '[' (pair (',' pair)*)? ']';
// A list of numbers is one token: a tensor of millions costs no more than its characters.
numbers: NUMBERS | '{' (literal (',' literal)*)? '}';
literal: INTEGER | REAL | WORD | NEGATIVE_WORD | STRING;

node: label? operands '=' operator attributes? '(' operands ')' attributes?;
label: '[' name ']';
operands: name? (',' name?)*;
operator: qualified (':' id)?;
qualified: id ('.' id)*;

attributes: '<' attribute (',' attribute)* '>';
attribute: id (':' id)? '=' (value | list);
list: '[' (value (',' value)*)? ']';
value
    : literal # literalValue
    | '@' name # referenceValue
    | type (name? ('=' data | numbers))? # typedValue
    | subgraph # graphValue
    ;
subgraph: (IDENTIFIER | STRING) inputs '=>' outputs declarations? body;

name: id | STRING;
id
    : IDENTIFIER
    | WORD
    | ELEMENT
    | 'seq'
    | 'map'
    | 'optional'
    | 'sparse_tensor'
    | 'opaque'
    ;

ELEMENT
    : 'float'
    | 'double'
    | 'float16'
    | 'bfloat16'
    | 'float8e4m3fn'
    | 'float8e4m3fnuz'
    | 'float8e5m2'
    | 'float8e5m2fnuz'
    | 'float8e8m0'
    | 'float4e2m1'
    | 'int2'
    | 'int4'
    | 'int8'
    | 'int16'
    | 'int32'
    | 'int64'
    | 'uint2'
    | 'uint4'
    | 'uint8'
    | 'uint16'
    | 'uint32'
    | 'uint64'
    | 'bool'
    | 'string'
    | 'complex64'
    | 'complex128'
    ;

// Numbers that are spelt as words, in any case.
WORD: Special;
NEGATIVE_WORD: '-' Special;
IDENTIFIER: [A-Za-z_] [A-Za-z0-9_]*;
INTEGER: Integer;
REAL: Real;
NUMBERS: '{' Blank* Number (Blank* ',' Blank* Number)* Blank* '}';
STRING: '"' ('\\' . | ~["\\])* '"';

BLANK: (Blank | '#' ~[\r\n]*)+ -> skip;

// What is left has a token of its own, so that only the parser reports errors.
OPEN_STRING: '"' ('\\' . | ~["\\])*;
STRAY: .;

fragment Number: Integer | Real | '-'? Special;
fragment Integer: '-'? [0-9]+;
fragment Real: '-'? [0-9]+ ('.' [0-9]* Exponent? | Exponent);
fragment Exponent: [eE] [+-]? [0-9]+;
fragment Special: [iI] [nN] [fF] ([iI] [nN] [iI] [tT] [yY])? | [nN] [aA] [nN];
// Among numbers a comment must be seen to end: else part of one could be read as numbers.
fragment Blank: [ \t\r\n\u000B\f] | '#' ~[\r\n]* [\r\n];
