"""Tags, lemmas, sentences, Universal Dependencies trees and names, from one small encoder run by onnxruntime.

Also what stands beside either pipeline's parser: paragraphs and apposed names.
"""
