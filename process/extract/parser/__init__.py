"""Tags, lemmas, sentences, Universal Dependencies trees and names, from one small encoder run by onnxruntime."""
