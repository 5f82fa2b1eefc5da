using System.Reflection;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

/// <summary>The browser calls a component only until it is disposed, and no fault in such a call is lost.</summary>
public partial class ListeningComponentTests : ComponentTest
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_BrowserStillListens_KeepsTheReferenceUntilItHasStopped()
    {
        var stop = JSInterop.SetupVoid("privateLink.stop", _ => true);
        var listener = Render<KeyListener>(parameters => parameters.Add(part => part.Keys, ["/"]));
        var listen = JSInterop.VerifyInvoke("privateLink.listen").Arguments;
        var reference = (DotNetObjectReference<ListeningComponent>)listen[1]!;

        var going = listener.Instance.DisposeAsync().AsTask();

        Assert.Equal(listen[0], Assert.Single(stop.Invocations).Arguments[0]);
        Assert.False(going.IsCompleted);
        Assert.Same(listener.Instance, reference.Value);
        stop.SetVoidResult();
        await going.WaitAsync(Cancel);
        Assert.Throws<ObjectDisposedException>(() => reference.Value);
    }

    /// <summary>The call for a key that was pressed just before may arrive after the component is disposed.</summary>
    [Fact]
    public async Task Call_OfAComponentThatHasGone_DoesNothing()
    {
        var pressed = 0;
        var listener = Render<KeyListener>(parameters => parameters.Add(part => part.Keys, ["/"]).Add(part => part.OnKey, _ => pressed++));
        await listener.Instance.OnKeyAsync("/");
        await listener.Instance.DisposeAsync();

        await listener.Instance.OnKeyAsync("/");

        Assert.Equal(1, pressed);
    }

    /// <summary>The fault appears on the page and in the log, like a fault after a click.</summary>
    [Fact]
    public async Task Call_ThatFails_IsAFaultOfThePageAndNotOfTheScript()
    {
        var boundary = Render<ErrorBoundary>(parameters => parameters
            .Add<KeyListener>(part => part.ChildContent, child => child.Add(part => part.Keys, ["/"]).Add(part => part.OnKey, _ => throw new InvalidOperationException("a fault")))
            .Add(part => part.ErrorContent, fault => $"<p>{fault.Message}</p>"));

        await boundary.FindComponent<KeyListener>().Instance.OnKeyAsync("/");

        boundary.WaitForAssertion(() => Assert.Equal("a fault", boundary.Find("p").TextContent));
    }

    [Fact]
    public void MethodsForTheBrowser_Each_BelongToAComponentThatStopsItFirst() => Assert.Empty(
        from type in typeof(KeyListener).Assembly.GetTypes()
        where type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Any(method => method.IsDefined(typeof(JSInvokableAttribute)))
        where !type.IsSubclassOf(typeof(ListeningComponent)) && type != typeof(ViewerPreferences)
        select type.Name);

    /// <summary>Only two scripts call the server, and both ignore faults of calls to a component that no longer exists.</summary>
    [Fact]
    public void Scripts_CallTheServer_InTwoPlaces() => Assert.Equal(
        ["portal.js", "theme.js"],
        from file in Directory.GetFiles(Path.Combine(Repository.Portal, "wwwroot", "js"))
        from call in Call().Matches(File.ReadAllText(file))
        orderby file
        select Path.GetFileName(file));

    [GeneratedRegex(@"\.invokeMethodAsync\(")]
    private static partial Regex Call();
}
