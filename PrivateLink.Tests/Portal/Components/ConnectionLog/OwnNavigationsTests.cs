using PrivateLink.Portal.Components.Pages.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class OwnNavigationsTests
{
    private readonly OwnNavigations _own = new();

    public OwnNavigationsTests() => Assert.True(_own.IsNews(""));

    [Fact]
    public void IsNews_OwnAddressesThatArriveLate_UndoNothing()
    {
        _own.Begin("a");
        _own.Begin("a b");

        Assert.False(_own.IsNews("a"));
        Assert.False(_own.IsSettled);
        Assert.False(_own.IsNews("a b"));
        Assert.True(_own.IsSettled);
    }

    [Fact]
    public void IsNews_BrowserSkipsOne_IsSettledWithTheLast()
    {
        _own.Begin("a");
        _own.Begin("a b");

        Assert.False(_own.IsNews("a b"));
        Assert.True(_own.IsSettled);
    }

    [Fact]
    public void IsNews_BackToAnAddressOfBefore_IsNews()
    {
        _own.Begin("a");
        Assert.False(_own.IsNews("a"));

        Assert.True(_own.IsNews(""));
        Assert.True(_own.IsNews("a"));
    }

    [Fact]
    public void IsNews_SomebodyElsesAddressInBetween_CountsAndEndsTheWait()
    {
        _own.Begin("a");

        Assert.True(_own.IsNews("elsewhere"));
        Assert.True(_own.IsSettled);
    }

    [Fact]
    public void Begin_WhereThePageIs_WaitsForNothing()
    {
        _own.Begin("");
        Assert.True(_own.IsSettled);

        _own.Begin("a");
        _own.Begin("a");
        Assert.False(_own.IsNews("a"));
        Assert.True(_own.IsSettled);
    }
}
