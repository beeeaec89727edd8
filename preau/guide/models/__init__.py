from .acknowledgement import Acknowledgement
from .edition import ArticleSlug, Edition
from .values import Values

__all__ = ["Acknowledgement", "ArticleSlug", "Edition", "Values"]
