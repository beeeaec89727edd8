from django import template

from preau.channels.selectors import in_words, network_label

register = template.Library()
register.filter(in_words)
register.filter(network_label)
