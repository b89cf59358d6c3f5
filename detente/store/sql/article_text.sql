SELECT "text" FROM articles WHERE id = $article
