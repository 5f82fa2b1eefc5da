using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.News;

/// <summary>Looks for news and tells it.</summary>
internal sealed class NewsTask(NewsBoard board, NewsPost post, TimeProvider time, ILogger<NewsTask> logger)
    : DatabaseTask("Sending notification emails", TimeSpan.FromSeconds(5), time, logger)
{
    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        if (last) return; // what is noted is sent by the next process
        await board.NoteAsync(cancellationToken);
        await post.SendAsync(cancellationToken);
    }
}
