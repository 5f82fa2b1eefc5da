using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.News;

/// <summary>Looks for news and sends it.</summary>
internal sealed class NewsTask(NewsBoard board, NewsPost post, TimeProvider time, ILogger<NewsTask> logger)
    : DatabaseTask("Sending notification emails", TimeSpan.FromSeconds(5), time, logger)
{
    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        if (last) return; // the next process sends what is recorded
        await board.NoteAsync(cancellationToken);
        await post.SendAsync(cancellationToken);
    }
}
