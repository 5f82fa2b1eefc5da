using Microsoft.Extensions.Options;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Sessions;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public class OpenPagesTests
{
    private readonly OpenPages _pages = new(Options.Create(new PeopleOptions { OpenPages = 3 }));
    private readonly Guid _person = Guid.NewGuid();

    [Fact]
    public void TryOpen_OneTooMany_IsRefusedUntilOneCloses()
    {
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => _pages.TryOpen(_person)));
        Assert.True(_pages.TryOpen(Guid.NewGuid()));

        _pages.Close(_person);

        Assert.True(_pages.TryOpen(_person));
        Assert.Equal(3, _pages.CountOf(_person));
    }

    [Fact]
    public async Task TryHold_ConnectionLostAndFound_CountsOnce()
    {
        var page = new PageCount(_pages);
        Assert.True(page.TryHold(_person));
        Assert.True(page.TryHold(_person));
        await page.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        Assert.Equal(0, _pages.CountOf(_person));

        await page.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);

        Assert.Equal(1, _pages.CountOf(_person));
    }

    [Fact]
    public async Task TryOpen_ManyAtOnce_NeverPassesTheCeiling()
    {
        var opened = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), TestContext.Current.CancellationToken, (_, _) =>
        {
            if (_pages.TryOpen(_person)) Interlocked.Increment(ref opened);
            return ValueTask.CompletedTask;
        });

        Assert.Equal(3, opened);
    }
}
