using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>Takes single keys anywhere on the page, except while the person types or a dialog is open. Renders nothing.</summary>
public sealed class KeyListener : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<KeyListener>? _self;
    private int _handle;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    /// <summary>The keys, by their names in the browser.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Keys { get; set; } = [];

    [Parameter]
    public EventCallback<string> OnKey { get; set; }

    [JSInvokable]
    public Task OnKeyAsync(string key) => InvokeAsync(() => OnKey.InvokeAsync(key));

    public async ValueTask DisposeAsync()
    {
        if (_self is null) return;
        try
        {
            await Browser.InvokeVoidAsync("privateLink.stopListeningForKeys", _handle);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its listeners with it.
        }

        _self.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        _handle = await Browser.InvokeAsync<int>("privateLink.listenForKeys", _self, Keys);
    }
}
